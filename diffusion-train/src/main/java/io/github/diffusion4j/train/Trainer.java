package io.github.diffusion4j.train;

import io.github.diffusion4j.train.data.Dataset;
import io.github.diffusion4j.train.distill.DistillationBatches;
import io.github.diffusion4j.train.distill.TeacherTasks;
import io.github.diffusion4j.train.distill.TeacherTrajectories;
import io.github.diffusion4j.train.engine.ParameterLayout;
import io.github.diffusion4j.train.learn.BatchSource;
import io.github.diffusion4j.train.learn.DenoisingBatches;
import io.github.diffusion4j.train.learn.Learner;
import io.github.diffusion4j.train.learn.OptimizerStep;
import io.github.diffusion4j.train.learn.Progress;
import io.github.diffusion4j.train.learn.TrainingState;
import io.github.diffusion4j.train.listener.LogLine;
import io.github.diffusion4j.train.listener.TrainingListener;
import io.github.diffusion4j.train.network.Network;
import io.github.diffusion4j.train.onnx.WeightType;
import io.github.diffusion4j.train.recipe.LoggingIntervals;
import io.github.diffusion4j.train.recipe.TrainingConfig;
import io.github.diffusion4j.train.run.Checkpoint;
import io.github.diffusion4j.train.run.LossLog;
import io.github.diffusion4j.train.run.RunDescription;
import io.github.diffusion4j.train.run.RunFolder;
import io.github.diffusion4j.train.run.RunRecords;
import io.github.diffusion4j.train.run.TrainedModel;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * A training run in a folder of its own: {@code config.properties}, {@code checkpoint.zip} (and the
 * one before), {@code log.csv}, {@code loss.png}, {@code samples/} and {@code model/}. A run that
 * was stopped, by {@link #stop}, an interrupt, a time budget or a lost machine, goes on from its
 * last checkpoint as if nothing had happened.
 *
 * <p>Used by one thread; only {@link #stop} may be called from any.
 */
public final class Trainer implements AutoCloseable {
  private final RunDescription description;
  private final Dataset data;
  private final TrainingState state;
  private final RunRecords records;
  private final Learner learner;
  private volatile boolean stopped;

  /** Whether a step is being computed, or failed. */
  private boolean stepping;

  private Trainer(
      RunDescription description,
      Dataset data,
      BatchSource source,
      ParameterLayout layout,
      TrainingState state,
      RunRecords records) {
    this.description = description;
    this.data = data;
    this.state = state;
    this.records = records;
    this.learner =
        new Learner(description.networkInTraining(), layout, description.config(), source, state);
  }

  /**
   * Begins a run.
   *
   * @param root a folder for the run's files, made if it is not there
   * @param network what is trained
   * @param data what it is trained on; its held-out part is kept back
   * @param config the recipe
   * @return the run, at step 0
   * @throws IllegalStateException if the folder already holds a run, or the engine computes wrong
   *     numbers on this machine
   * @throws IllegalArgumentException if network and data do not fit together, nothing is left to
   *     train on, or the model could not be written, as where its card cannot carry a label
   * @throws UncheckedIOException if the folder cannot be written to
   */
  public static Trainer start(Path root, Network network, Dataset data, TrainingConfig config) {
    RunDescription description = RunDescription.of(network, config, data);
    ParameterLayout layout = ParameterLayout.of(description.networkInTraining());
    return begin(new RunFolder(root), description, data, layout, layout.initial(config.seed()));
  }

  /** Begins a run with these weights. */
  static Trainer begin(
      RunFolder folder,
      RunDescription description,
      Dataset data,
      ParameterLayout layout,
      float[] weights) {
    folder.checkNoRun();
    TrainingState state = TrainingState.initial(weights);
    check(folder, description, data, layout, state);
    description.write(folder);
    RunRecords records = RunRecords.begin(folder, description, layout, state);
    BatchSource source = source(folder, description, data);
    return new Trainer(description, data, source, layout, state, records);
  }

  /** What is learned from, which may lie in the run's folder. */
  static BatchSource source(RunFolder folder, RunDescription description, Dataset data) {
    TrainingConfig config = description.config();
    if (description.teaching().isEmpty()) {
      return new DenoisingBatches(data, config);
    }
    Network student = description.network();
    return new DistillationBatches(
        new TeacherTasks(description.teaching().get(), data.training(), config.objective()),
        new TeacherTrajectories(folder.answers()),
        config.objective(),
        student.shape(),
        student.contextSize());
  }

  /** Refuses before any work is done what could not be written in the end. */
  static void check(
      RunFolder folder,
      RunDescription description,
      Dataset data,
      ParameterLayout layout,
      TrainingState state) {
    new TrainedModel(description, state, List.of()).rehearse(layout, folder.model(), data.labels());
    folder.checkWritable();
  }

  /**
   * Takes up a run at its last checkpoint.
   *
   * @param root the run's folder
   * @param data the data it was begun with
   * @param changes settings by name that are to change, such as more {@code steps}; without any,
   *     the run goes on to the bit as if it had never stopped
   * @return the run
   * @throws IllegalArgumentException if the data is another, or a setting is wrong
   * @throws UncheckedIOException if there is no run, or its files cannot be read
   */
  public static Trainer resume(Path root, Dataset data, Map<String, String> changes) {
    RunFolder folder = new RunFolder(root);
    RunDescription description = RunDescription.read(folder).on(data, changes);
    ParameterLayout layout = ParameterLayout.of(description.networkInTraining());
    TrainingState state = Checkpoint.read(folder, layout);
    check(folder, description, data, layout, state);
    description.write(folder);
    RunRecords records = RunRecords.resume(folder, description, layout, state);
    BatchSource source = source(folder, description, data);
    return new Trainer(description, data, source, layout, state, records);
  }

  /**
   * Writes the averaged weights of a run's last checkpoint as ONNX. Needs no data.
   *
   * @param root the run's folder
   * @param file the model, such as {@code icons16.onnx}; its name without ending is the model's
   * @param type of the weights in the file
   * @param changes entries of the model's card that are to differ, such as {@code
   *     sampler.guidance}; see {@link io.github.diffusion4j.model.CardKeys}
   * @throws IllegalArgumentException if the card would be wrong, or a weight does not fit into the
   *     type
   * @throws UncheckedIOException if there is no run, or the file cannot be written
   */
  public static void export(Path root, Path file, WeightType type, Map<String, String> changes) {
    RunFolder folder = new RunFolder(root);
    RunDescription description = RunDescription.read(folder);
    ParameterLayout layout = ParameterLayout.of(description.networkInTraining());
    TrainingState state = Checkpoint.read(folder, layout);
    List<LogLine> log = LossLog.read(folder.log(), state.progress().step());
    new TrainedModel(description, state, log).export(layout, file, type, changes);
  }

  /**
   * Trains until the configured number of steps is reached, {@link #stop} is called, the thread is
   * interrupted or the time is up. In every case, a failure included, a checkpoint, a model and a
   * chart are left, unless the first step of all failed: the folder is then free for another try. A
   * last sheet of samples is left only where the run ended of itself. A log, chart or sheet that
   * cannot be written is logged and costs neither model nor training. Prefer {@link #stop} to an
   * interrupt: Java's own drawing may swallow one.
   *
   * @param budget of time, after which no further step is begun
   * @param listener is told of progress
   * @return where the run stands; the loss is NaN if no step was taken
   * @throws IllegalStateException if the loss is not finite; the message tells whether the settings
   *     or the machine is to blame
   * @throws UncheckedIOException if a file cannot be written
   */
  @SuppressWarnings("try") // the endings are for their order alone
  public TrainingListener.Status run(Duration budget, TrainingListener listener) {
    boolean interrupted = Thread.interrupted();
    TrainingListener.Status status = status(Double.NaN);
    try {
      long begin = System.nanoTime();
      try (Ending model = () -> ifWorthKeeping(() -> records.model(listener));
          Ending checkpoint = () -> ifWorthKeeping(() -> records.checkpoint(listener))) {
        while (!interrupted && !isOver() && isLess(System.nanoTime() - begin, budget)) {
          stepping = true;
          OptimizerStep.Step step = learner.step();
          stepping = false;
          status = status(step.loss());
          listener.stepped(status);
          keep(step, listener);
          interrupted = Thread.interrupted(); // until all is written: drawing may swallow it
        }
      }
      if (!interrupted && !stopped) {
        lastSamples(listener);
      }
    } finally {
      if (isWorthKeeping()) {
        records.chart(listener);
      }
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
    return status;
  }

  /** Nothing is after a first step that failed: the folder is then free for another try. */
  private boolean isWorthKeeping() {
    return !stepping || state.progress().step() > 0;
  }

  private void ifWorthKeeping(Runnable writing) {
    if (isWorthKeeping()) {
      writing.run();
    }
  }

  /** What is done at the end in any case, after what was begun later. */
  private interface Ending extends AutoCloseable {
    @Override
    void close();
  }

  /** Asks {@link #run} to end after the current step. From any thread. */
  public void stop() {
    stopped = true;
  }

  private static boolean isLess(long nanos, Duration budget) {
    return Duration.ofNanos(nanos).compareTo(budget) < 0;
  }

  private boolean isOver() {
    return stopped || state.progress().step() >= description.config().optimization().steps();
  }

  private void keep(OptimizerStep.Step step, TrainingListener listener) {
    LoggingIntervals cadence = description.config().cadence();
    long now = state.progress().step();
    boolean evaluates = LoggingIntervals.isDue(cadence.evaluate(), now);
    if (evaluates || LoggingIntervals.isDue(cadence.log(), now)) {
      records.log(step, evaluates ? learner.heldOutLoss() : Double.NaN, listener);
    }
    if (evaluates) {
      records.chart(listener);
    }
    if (LoggingIntervals.isDue(cadence.samples(), now)) {
      records.samples(learner.averaged(), data, listener);
    }
    if (LoggingIntervals.isDue(cadence.checkpoint(), now)) {
      records.checkpoint(listener);
    }
  }

  /** A stopped run skips the final sample sheet. */
  private void lastSamples(TrainingListener listener) {
    long every = description.config().cadence().samples();
    if (every > 0 && !LoggingIntervals.isDue(every, state.progress().step())) {
      records.samples(learner.averaged(), data, listener);
    }
  }

  private TrainingListener.Status status(double loss) {
    Progress progress = state.progress();
    return new TrainingListener.Status(
        progress.step(), description.config().optimization().steps(), progress.images(), loss);
  }

  /** Frees native memory. */
  @Override
  public void close() {
    learner.close();
  }
}
