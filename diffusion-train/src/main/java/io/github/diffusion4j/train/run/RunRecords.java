package io.github.diffusion4j.train.run;

import io.github.diffusion4j.model.Denoiser;
import io.github.diffusion4j.model.ModelCard;
import io.github.diffusion4j.train.chart.ChartFile;
import io.github.diffusion4j.train.data.Dataset;
import io.github.diffusion4j.train.engine.ParameterLayout;
import io.github.diffusion4j.train.learn.OptimizerStep;
import io.github.diffusion4j.train.learn.Progress;
import io.github.diffusion4j.train.learn.TrainingState;
import io.github.diffusion4j.train.listener.LogLine;
import io.github.diffusion4j.train.listener.TrainingListener;
import io.github.diffusion4j.train.onnx.WeightType;
import java.awt.AWTError;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicBoolean;

/** What a run writes into its folder as it goes. */
public final class RunRecords {
  private static final System.Logger LOG = System.getLogger(RunRecords.class.getName());
  private static final long NEVER = -1;

  private final RunFolder folder;
  private final RunDescription description;
  private final ParameterLayout layout;
  private final TrainingState state;
  private final LossLog log;
  private final Set<String> failed = new HashSet<>();
  private long savedStep;

  private RunRecords(
      RunFolder folder,
      RunDescription description,
      ParameterLayout layout,
      TrainingState state,
      LossLog log,
      long savedStep) {
    this.folder = folder;
    this.description = description;
    this.layout = layout;
    this.state = state;
    this.log = log;
    this.savedStep = savedStep;
  }

  /** Of a run that has not taken a step. */
  public static RunRecords begin(
      RunFolder folder, RunDescription description, ParameterLayout layout, TrainingState state) {
    return new RunRecords(folder, description, layout, state, LossLog.create(folder.log()), NEVER);
  }

  /** Of a run whose state was read from its checkpoint. */
  public static RunRecords resume(
      RunFolder folder, RunDescription description, ParameterLayout layout, TrainingState state) {
    long step = state.progress().step();
    return new RunRecords(
        folder, description, layout, state, LossLog.resume(folder.log(), step), step);
  }

  public void log(OptimizerStep.Step step, double heldOutLoss, TrainingListener listener) {
    Progress progress = state.progress();
    LogLine line =
        new LogLine(
            progress.step(),
            progress.images(),
            progress.loss(),
            heldOutLoss,
            step.gradientNorm(),
            step.learningRate());
    attempt("log", () -> log.add(line));
    state.progress(progress.logged());
    listener.logged(line);
  }

  /** Nothing is written twice: the one before is to be an older one. */
  public void checkpoint(TrainingListener listener) {
    long step = state.progress().step();
    if (step != savedStep) {
      Checkpoint.write(folder, layout, state);
      savedStep = step;
      listener.wrote(folder.checkpoint());
    }
  }

  public void chart(TrainingListener listener) {
    List<LogLine> lines = log.lines();
    AtomicBoolean drawn = new AtomicBoolean();
    if (lines.stream().anyMatch(line -> line.loss() > 0 || line.heldOutLoss() > 0)) {
      attempt(
          "chart", () -> drawn.set(ChartFile.write(folder.chart(), () -> LossChart.draw(lines))));
    }
    if (drawn.get()) {
      listener.wrote(folder.chart());
    }
  }

  public void samples(Denoiser averaged, Dataset data, TrainingListener listener) {
    Path file = folder.samples(state.progress().step());
    ModelCard card = model().modelCard(folder.model());
    if (attempt("sheet of samples", () -> SampleSheet.write(file, averaged, card, data))) {
      listener.wrote(file);
    }
  }

  /**
   * Writes files that the run does not need. A failure is logged once, and the training goes on.
   *
   * @return whether it was written
   */
  private boolean attempt(String what, Runnable writing) {
    try {
      writing.run();
      return true;
    } catch (CancellationException e) {
      throw e;
    } catch (RuntimeException | LinkageError | InternalError | AWTError e) {
      tell(what, e);
      return false;
    }
  }

  private void tell(String what, Throwable fault) {
    if (failed.add(what)) {
      LOG.log(
          System.Logger.Level.WARNING,
          "no {0} at step {1}: {2}; the training goes on",
          what,
          Long.toString(state.progress().step()),
          fault.toString());
    }
  }

  public void model(TrainingListener listener) {
    model().export(layout, folder.model(), WeightType.FLOAT32, Map.of());
    listener.wrote(folder.model());
  }

  private TrainedModel model() {
    return new TrainedModel(description, state, log.lines());
  }
}
