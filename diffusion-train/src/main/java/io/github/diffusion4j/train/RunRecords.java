package io.github.diffusion4j.train;

import io.github.diffusion4j.model.Denoiser;
import io.github.diffusion4j.train.chart.ChartFile;
import io.github.diffusion4j.train.data.Dataset;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** What a run writes into its folder as it goes. */
final class RunRecords {
  private static final long NEVER = -1;

  private final RunFolder folder;
  private final RunDescription description;
  private final Layout layout;
  private final TrainingState state;
  private final LossLog log;
  private long savedStep;

  private RunRecords(
      RunFolder folder,
      RunDescription description,
      Layout layout,
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
  static RunRecords begin(
      RunFolder folder, RunDescription description, Layout layout, TrainingState state) {
    return new RunRecords(folder, description, layout, state, LossLog.create(folder.log()), NEVER);
  }

  /** Of a run whose state was read from its checkpoint. */
  static RunRecords resume(
      RunFolder folder, RunDescription description, Layout layout, TrainingState state) {
    long step = state.progress().step();
    return new RunRecords(
        folder, description, layout, state, LossLog.resume(folder.log(), step), step);
  }

  void log(Descent.Step step, double heldOutLoss, TrainingListener listener) {
    Progress progress = state.progress();
    LogLine line =
        new LogLine(
            progress.step(),
            progress.pictures(),
            progress.loss(),
            heldOutLoss,
            step.gradientNorm(),
            step.learningRate());
    log.add(line);
    state.progress(progress.logged());
    listener.logged(line);
  }

  /** Nothing is written twice: the one before is to be an older one. */
  void checkpoint(TrainingListener listener) {
    long step = state.progress().step();
    if (step != savedStep) {
      Checkpoint.write(folder, layout, state);
      savedStep = step;
      listener.wrote(folder.checkpoint());
    }
  }

  void chart(TrainingListener listener) {
    List<LogLine> lines = log.lines();
    if (lines.stream().anyMatch(line -> line.loss() > 0 || line.heldOutLoss() > 0)
        && ChartFile.write(folder.chart(), () -> LossChart.draw(lines))) {
      listener.wrote(folder.chart());
    }
  }

  void samples(Denoiser averaged, Dataset data, TrainingListener listener) {
    Path file = folder.samples(state.progress().step());
    SampleSheet.write(file, averaged, model().modelCard(folder.model()), data);
    listener.wrote(file);
  }

  void model(TrainingListener listener) {
    model().export(layout, folder.model(), WeightType.FLOAT32, Map.of());
    listener.wrote(folder.model());
  }

  private TrainedModel model() {
    return new TrainedModel(description, state, log.lines());
  }
}
