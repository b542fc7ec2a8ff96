package io.github.diffusion4j.train.run;

import io.github.diffusion4j.train.engine.ParameterLayout;
import io.github.diffusion4j.train.learn.Learner;
import io.github.diffusion4j.train.learn.OptimizerStep;
import io.github.diffusion4j.train.learn.Progress;
import io.github.diffusion4j.train.learn.TrainingState;
import io.github.diffusion4j.train.listener.LogLine;
import io.github.diffusion4j.train.listener.TrainingListener;
import io.github.diffusion4j.train.recipe.LoggingIntervals;
import io.github.diffusion4j.train.recipe.TrainingConfig;
import java.time.Duration;

/**
 * Takes steps until a run is over, and keeps its log and checkpoints.
 *
 * <p>Used by one thread; only {@link #stop} may be called from any.
 */
public final class TrainingLoop {

  /** What a run of its kind writes besides. */
  public interface Outputs {
    /** After each held-out loss. */
    void evaluated(long step, TrainingListener listener);

    /** When samples are due. */
    void samples(long step, TrainingListener listener);

    /** At the end. */
    void model(TrainingListener listener);
  }

  private final RunFolder folder;
  private final TrainingConfig config;
  private final ParameterLayout layout;
  private final TrainingState state;
  private final LossLog log;
  private final Learner learner;
  private volatile boolean stopped;

  public TrainingLoop(
      RunFolder folder,
      TrainingConfig config,
      ParameterLayout layout,
      TrainingState state,
      LossLog log,
      Learner learner) {
    this.folder = folder;
    this.config = config;
    this.layout = layout;
    this.state = state;
    this.log = log;
    this.learner = learner;
  }

  /**
   * Trains until the configured number of steps is reached, {@link #stop} is called, the thread is
   * interrupted or the time is up. A checkpoint and a model are left in every case, a failure after
   * the first step included.
   *
   * @return where the run stands; the loss is NaN if no step was taken
   */
  public TrainingListener.Status run(Duration budget, Outputs outputs, TrainingListener listener) {
    TrainingListener.Status status = status(Double.NaN);
    long begin = System.nanoTime();
    try {
      while (!isOver() && Duration.ofNanos(System.nanoTime() - begin).compareTo(budget) < 0) {
        OptimizerStep.Step step = learner.step();
        status = status(step.loss());
        listener.stepped(status);
        keep(step, outputs, listener);
      }
    } finally {
      if (state.progress().step() > 0) {
        checkpoint(listener);
        outputs.model(listener);
      }
    }
    return status;
  }

  /** Asks {@link #run} to end after the current step. From any thread. */
  public void stop() {
    stopped = true;
  }

  private boolean isOver() {
    return stopped
        || Thread.currentThread().isInterrupted()
        || state.progress().step() >= config.optimization().steps();
  }

  private void keep(OptimizerStep.Step step, Outputs outputs, TrainingListener listener) {
    LoggingIntervals cadence = config.cadence();
    long now = state.progress().step();
    boolean evaluates = LoggingIntervals.isDue(cadence.evaluate(), now);
    if (evaluates || LoggingIntervals.isDue(cadence.log(), now)) {
      Progress progress = state.progress();
      LogLine line =
          new LogLine(
              now,
              progress.pictures(),
              progress.loss(),
              evaluates ? learner.heldOutLoss() : Double.NaN,
              step.gradientNorm(),
              step.learningRate());
      log.add(line);
      state.progress(progress.logged());
      listener.logged(line);
    }
    if (evaluates) {
      outputs.evaluated(now, listener);
    }
    if (LoggingIntervals.isDue(cadence.samples(), now)) {
      outputs.samples(now, listener);
    }
    if (LoggingIntervals.isDue(cadence.checkpoint(), now)) {
      checkpoint(listener);
    }
  }

  private void checkpoint(TrainingListener listener) {
    Checkpoint.write(folder, layout, state);
    listener.wrote(folder.checkpoint());
  }

  private TrainingListener.Status status(double loss) {
    Progress progress = state.progress();
    return new TrainingListener.Status(
        progress.step(), config.optimization().steps(), progress.pictures(), loss);
  }
}
