package io.github.diffusion4j.samples.course;

import io.github.diffusion4j.DiffusionPipeline;
import io.github.diffusion4j.Samples;
import io.github.diffusion4j.model.ContextVector;
import io.github.diffusion4j.train.Trainer;
import io.github.diffusion4j.train.chart.ChartFile;
import io.github.diffusion4j.train.data.Dataset;
import io.github.diffusion4j.train.listener.LogLine;
import io.github.diffusion4j.train.network.Networks;
import io.github.diffusion4j.train.recipe.TrainingConfig;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.knowm.xchart.XYChart;

/** Lesson 4: a network learns to draw icons, from nothing. */
final class Training implements Lesson<Training.Findings> {
  private static final List<String> OBJECTS =
      List.of("document", "folder", "calendar", "mail", "smiley", "user", "table", "application");
  private static final int BATCH = 32;
  private static final List<Integer> LOOKS = List.of(0, 4, 8, 16, 32, 64, 128, 256); // epochs

  /**
   * What was found.
   *
   * @param trainedOn number of icons
   * @param heldOut number of icons that are never trained on
   * @param log a line per epoch
   */
  record Findings(int trainedOn, int heldOut, List<LogLine> log) {
    Findings {
      log = List.copyOf(log);
    }

    LogLine after(int epochs) {
      return log.get(epochs - 1);
    }

    /** The epoch after which held-out icons fared best. */
    int best() {
      LogLine least = Collections.min(log, Comparator.comparingDouble(LogLine::heldOutLoss));
      return log.indexOf(least) + 1;
    }
  }

  @Override
  public Findings run(Workbook workbook) {
    List<String> objects = OBJECTS.subList(0, workbook.either(OBJECTS.size(), 2));
    Dataset icons = ChosenIcons.where(icon -> objects.contains(ChosenIcons.object(icon)));
    int epoch = -Math.floorDiv(-icons.training().size(), BATCH); // steps that show every icon once
    List<Integer> looks = LOOKS.subList(0, workbook.either(LOOKS.size(), 2));
    Path folder = workbook.emptyFolder("4-run");
    begin(folder, icons, ShortTraining.recipe(workbook, epoch));
    List<LogLine> log = new ArrayList<>();
    Figure figure = Figure.ofIcons(objects);
    for (int epochs : looks) {
      log.addAll(goOn(folder, icons, epochs * epoch));
      figure.add(epochs + " epochs", draw(folder, objects));
    }
    figure.write(workbook.file("4-epochs.png"));
    ChartFile.write(workbook.file("4-loss.png"), chart(log));
    Findings findings = new Findings(icons.training().size(), icons.heldOut().size(), log);
    print(workbook, looks, findings);
    return findings;
  }

  private static void begin(Path folder, Dataset icons, TrainingConfig quietly) {
    TrainingConfig recipe =
        quietly
            .with("batch", Integer.toString(BATCH))
            .with("steps", "0")
            .with("learning-rate", "0.002")
            .with("warmup", "100")
            .with("cooldown", "0")
            .with("average-decay", "0.99");
    var network = Networks.unet(icons.shape(), icons.labels().size(), 32);
    try (Trainer trainer = Trainer.start(folder, network, icons, recipe)) {
      ShortTraining.finish(trainer);
    }
  }

  private static List<LogLine> goOn(Path folder, Dataset icons, int steps) {
    Map<String, String> change = Map.of("steps", Integer.toString(steps));
    try (Trainer trainer = Trainer.resume(folder, icons, change)) {
      return ShortTraining.finish(trainer);
    }
  }

  /** One icon of each kind, always from the same noise. */
  private static Samples draw(Path folder, List<String> objects) {
    try (var pipeline = DiffusionPipeline.load(folder.resolve("model"))) {
      List<ContextVector> contexts = objects.stream().map(pipeline::context).toList();
      return pipeline.request().contexts(contexts).count(contexts.size()).steps(25).generate();
    }
  }

  private static XYChart chart(List<LogLine> log) {
    XYChart chart = Charts.ofLines("A network learns icons", "epoch", "mean squared error of v");
    chart.getStyler().setYAxisLogarithmic(true).setYAxisLogarithmicDecadeOnly(false);
    double[] epochs = IntStream.rangeClosed(1, log.size()).asDoubleStream().toArray();
    double[] heldOut = log.stream().mapToDouble(LogLine::heldOutLoss).toArray();
    chart.addSeries("trained on", epochs, log.stream().mapToDouble(LogLine::loss).toArray());
    chart.addSeries("held out", epochs, heldOut);
    return chart;
  }

  private static void print(Workbook workbook, List<Integer> looks, Findings findings) {
    workbook.print("%d icons to train on, %d held out", findings.trainedOn(), findings.heldOut());
    Table table = new Table("epochs | steps | training loss | held-out loss");
    for (int epochs : looks.subList(1, looks.size())) {
      LogLine line = findings.after(epochs);
      table.row("%d | %d | %.3f | %.3f", epochs, line.step(), line.loss(), line.heldOutLoss());
    }
    workbook.print(table);
    workbook.print("held-out icons fared best after epoch %d", findings.best());
  }
}
