package io.github.diffusion4j.samples.soak;

import io.github.diffusion4j.DiffusionPipeline;
import io.github.diffusion4j.GenerationRequest;
import io.github.diffusion4j.Samples;
import io.github.diffusion4j.sampler.Samplers;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/** What a caller asks for. */
record Order(
    String sampler, int steps, int count, int batch, long seed, double weight, String label) {
  private static final List<String> SAMPLERS =
      List.of("ddim", "ddpm", "heun", "dpm-solver++", "euler-ancestral", "unipc");
  private static final List<Double> WEIGHTS = List.of(1.0, 2.0, 3.5);
  private static final List<String> LABELS = List.of("folder", "user", "plus", "smiley");

  static Order random(SplittableRandom random) {
    return new Order(
        pick(SAMPLERS, random),
        random.nextInt(1, 9),
        random.nextInt(1, 7),
        random.nextInt(1, 5),
        random.nextLong(),
        pick(WEIGHTS, random),
        pick(LABELS, random));
  }

  private static <T> T pick(List<T> list, SplittableRandom random) {
    return list.get(random.nextInt(list.size()));
  }

  GenerationRequest on(DiffusionPipeline pipeline) {
    return pipeline
        .request()
        .sampler(Samplers.named(sampler, 0))
        .steps(steps)
        .count(count)
        .maxBatch(batch)
        .seed(seed)
        .guidance(weight)
        .context(pipeline.context(label));
  }

  /** Equal for equal samples, and hardly for others. */
  static int digest(Samples samples) {
    return Arrays.hashCode(samples.values().data());
  }
}
