package io.github.diffusion4j;

import io.github.diffusion4j.model.ContextVector;
import io.github.diffusion4j.model.Denoiser;
import io.github.diffusion4j.sampler.Plan;
import io.github.diffusion4j.sampler.Stage;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CancellationException;

/**
 * The loop: runs a plan over one batch. Every sampler is this code with other coefficients.
 *
 * @param plan what to do
 * @param denoiser the network, guidance included
 * @param observer told of every stage
 */
record SamplingLoop(Plan plan, Denoiser denoiser, LoopObserver observer) {

  /** Runs the plan on what the batch was given; its base ends as the result. */
  void run(Batch batch, List<ContextVector> contexts) {
    batch.draw(plan.start().draw());
    batch.mix(plan.start().next(), plan.start().anchor());
    observer.started(batch);
    for (int i = 0; i < plan.stages().size(); i++) {
      Stage.Evaluate stage = (Stage.Evaluate) plan.stages().get(i);
      evaluate(stage, batch, contexts);
      batch.checkFinite(i, stage.level());
      batch.predictClean(stage.x0(), plan.shaping());
      batch.draw(stage.draw());
      batch.scaleNoise(stage.variance());
      stage.remember().forEach(batch::remember);
      batch.mix(stage.next(), stage.anchor());
      observer.stepped(i, stage.level(), batch);
    }
  }

  private void evaluate(Stage.Evaluate stage, Batch batch, List<ContextVector> contexts) {
    if (Thread.currentThread().isInterrupted()) {
      throw new CancellationException("interrupted before the evaluation at " + stage.level());
    }
    denoiser.evaluate(
        batch.x(), Collections.nCopies(batch.rows(), stage.level()), contexts, batch.raw());
  }
}
