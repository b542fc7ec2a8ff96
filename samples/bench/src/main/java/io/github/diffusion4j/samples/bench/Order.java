package io.github.diffusion4j.samples.bench;

import io.github.diffusion4j.DiffusionPipeline;
import io.github.diffusion4j.GenerationRequest;
import io.github.diffusion4j.plan.Sampler;
import io.github.diffusion4j.sampler.Samplers;

/** What a caller asks for. */
@FunctionalInterface
interface Order {
  GenerationRequest of(DiffusionPipeline pipeline, long seed);

  /** The same of everybody. */
  static Order same() {
    return (pipeline, seed) -> request(pipeline, seed, Samplers.ddim(), 20);
  }

  /** Three samplers in turn, with as many steps on average. */
  static Order mixed() {
    return (pipeline, seed) ->
        switch ((int) (seed % 3)) {
          case 0 -> request(pipeline, seed, Samplers.ddim(), 20);
          case 1 -> request(pipeline, seed, Samplers.dpmSolverPlusPlus(), 10);
          default -> request(pipeline, seed, Samplers.ddpm(), 30);
        };
  }

  private static GenerationRequest request(
      DiffusionPipeline pipeline, long seed, Sampler sampler, int steps) {
    return pipeline
        .request()
        .context(pipeline.context("folder", "plus"))
        .sampler(sampler)
        .steps(steps)
        .guidance(1)
        .seed(seed);
  }
}
