package io.github.diffusion4j;

import io.github.diffusion4j.model.ContextVector;
import io.github.diffusion4j.model.Denoiser;
import io.github.diffusion4j.model.StopSignal;
import io.github.diffusion4j.sampler.Plan;
import io.github.diffusion4j.sampler.Stage;
import io.github.diffusion4j.schedule.Level;
import java.util.Collections;
import java.util.List;

/**
 * The loop: takes one batch through a plan. Every sampler is this code with other coefficients.
 *
 * <p>It stands where the network is wanted next, until {@link #advance} takes the network's answer
 * in; so that whoever has many of them can ask for many answers at once.
 */
final class SamplingLoop {
  private final Plan plan;
  private final Batch batch;
  private final LoopObserver observer;

  /** Index of the stage that the batch stands at. */
  private int at;

  /** Evaluations done. */
  private int evaluations;

  /**
   * Starts the plan on what the batch was given.
   *
   * @param plan what to do
   * @param batch its base ends as the result
   * @param observer told of every evaluation
   */
  SamplingLoop(Plan plan, Batch batch, LoopObserver observer) {
    this.plan = plan;
    this.batch = batch;
    this.observer = observer;
    batch.begin(plan.start());
    observer.started(batch);
    passRenoising();
  }

  /** Runs the plan to its end. */
  void run(Denoiser denoiser, List<ContextVector> contexts, StopSignal stop) {
    while (!isOver()) {
      stop.check();
      List<Level> levels = Collections.nCopies(batch.rows(), level());
      denoiser.evaluate(batch.x(), levels, contexts, batch.raw(), stop);
      advance();
    }
  }

  boolean isOver() {
    return at == plan.stages().size();
  }

  /** Where the network is wanted. */
  Level level() {
    return stage() instanceof Stage.Langevin l ? l.level() : ((Stage.Evaluate) stage()).level();
  }

  Batch batch() {
    return batch;
  }

  /** Takes in the network's answer, which stands in the batch's raw output. */
  void advance() {
    Level level = level();
    if (stage() instanceof Stage.Evaluate e) {
      batch.finish(e, plan.shaping(), evaluations);
    } else if (stage() instanceof Stage.Langevin l) {
      batch.finish(l, evaluations);
    }
    at++;
    observer.stepped(evaluations++, level, batch);
    passRenoising();
  }

  private void passRenoising() {
    while (!isOver() && stage() instanceof Stage.AddNoise r) {
      batch.finish(r);
      at++;
    }
  }

  private Stage stage() {
    return plan.stages().get(at);
  }
}
