package io.github.diffusion4j;

import io.github.diffusion4j.model.ContextVector;
import io.github.diffusion4j.model.Denoiser;
import io.github.diffusion4j.sampler.Plan;
import io.github.diffusion4j.sampler.Stage;
import io.github.diffusion4j.schedule.Level;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CancellationException;

/**
 * The loop: runs a plan over one batch. Every sampler is this code with other coefficients.
 *
 * @param plan what to do
 * @param denoiser the network, guidance included
 * @param observer told of every evaluation
 */
record SamplingLoop(Plan plan, Denoiser denoiser, LoopObserver observer) {

  /** Runs the plan on what the batch was given; its base ends as the result. */
  void run(Batch batch, List<ContextVector> contexts) {
    batch.draw(plan.start().draw());
    batch.mix(plan.start().next(), plan.start().anchor());
    observer.started(batch);
    int evaluation = 0;
    for (Stage stage : plan.stages()) {
      if (stage instanceof Stage.Evaluate e) {
        predict(e.level(), evaluation, batch, contexts);
        batch.predictClean(e.x0(), plan.shaping());
        batch.draw(e.draw());
        batch.scaleNoise(e.variance());
        e.remember().forEach(batch::remember);
        finish(e, batch);
        observer.stepped(evaluation++, e.level(), batch);
      } else if (stage instanceof Stage.Langevin l) {
        predict(l.level(), evaluation, batch, contexts);
        batch.draw(l.draw());
        batch.correct(l);
        finish(l, batch);
        observer.stepped(evaluation++, l.level(), batch);
      } else {
        batch.draw(stage.draw());
        finish(stage, batch);
      }
    }
  }

  private static void finish(Stage stage, Batch batch) {
    batch.mix(stage.next(), stage.anchor());
    if (stage.known() != null) {
      batch.putBack(stage.known());
    }
  }

  private void predict(Level level, int index, Batch batch, List<ContextVector> contexts) {
    if (Thread.currentThread().isInterrupted()) {
      throw new CancellationException("interrupted before the evaluation at " + level);
    }
    denoiser.evaluate(batch.x(), Collections.nCopies(batch.rows(), level), contexts, batch.raw());
    batch.checkFinite(index, level);
    batch.split();
  }
}
