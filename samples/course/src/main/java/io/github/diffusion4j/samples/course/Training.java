package io.github.diffusion4j.samples.course;

import io.github.diffusion4j.DiffusionPipeline;
import io.github.diffusion4j.Samples;
import io.github.diffusion4j.image.Png;
import io.github.diffusion4j.image.Sheet;
import io.github.diffusion4j.model.ContextVector;
import io.github.diffusion4j.train.LogLine;
import io.github.diffusion4j.train.Trainer;
import io.github.diffusion4j.train.TrainingConfig;
import io.github.diffusion4j.train.TrainingListener;
import io.github.diffusion4j.train.chart.ChartFile;
import io.github.diffusion4j.train.data.Dataset;
import io.github.diffusion4j.train.data.Example;
import io.github.diffusion4j.train.data.Icons;
import io.github.diffusion4j.train.network.Networks;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.style.Styler;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** Lesson 4: a network learns to draw icons, from nothing. */
final class Training implements Lesson<Training.Findings> {
  private static final List<String> OBJECTS =
      List.of("document", "folder", "calendar", "mail", "smiley", "user", "table", "application");
  private static final int BATCH = 32;
  private static final int ALL_CORES = 0;
  private static final Duration AS_LONG_AS_IT_TAKES = Duration.ofDays(1);

  /**
   * What was found.
   *
   * @param trainedOn number of icons
   * @param heldOut number of icons that are never trained on
   * @param log a line an epoch
   */
  record Findings(int trainedOn, int heldOut, List<LogLine> log) {
    Findings {
      log = List.copyOf(log);
    }

    LogLine after(int epochs) {
      return log.get(epochs - 1);
    }

    LogLine last() {
      return after(log.size());
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
    Dataset icons = only(objects, Icons.load(Icons.Style.SHADOWLESS));
    int epoch = -Math.floorDiv(-icons.training().size(), BATCH); // steps that show every icon once
    List<Integer> looks =
        Stream.of(0, 4, 8, 16, 32, 64, 128, 256).limit(workbook.either(8, 2)).toList();
    Path folder = workbook.emptyFolder("4-run");
    begin(folder, icons, epoch, workbook.either(ALL_CORES, 1));
    List<LogLine> log = new ArrayList<>();
    List<BufferedImage> drawn = new ArrayList<>();
    for (int epochs : looks) {
      goOn(folder, icons, epochs * epoch, log);
      drawn.addAll(draw(folder, objects));
    }
    Png.write(workbook.file("4-epochs.png"), Sheet.DEFAULT.withZoom(4).grid(drawn, objects.size()));
    ChartFile.write(workbook.file("4-loss.png"), chart(log));
    Findings findings = new Findings(icons.training().size(), icons.heldOut().size(), log);
    print(workbook, looks, findings);
    return findings;
  }

  private static void begin(Path folder, Dataset icons, int epoch, int threads) {
    TrainingConfig recipe =
        TrainingConfig.defaults()
            .with("threads", Integer.toString(threads))
            .with("batch", Integer.toString(BATCH))
            .with("steps", "0")
            .with("learning-rate", "0.002")
            .with("warmup", "100")
            .with("cooldown", "0")
            .with("average-decay", "0.99")
            .with("log-every", Integer.toString(epoch))
            .with("evaluate-every", Integer.toString(epoch))
            .with("samples-every", "0");
    var network = Networks.unet(icons.shape(), icons.labels().size(), 32);
    try (Trainer trainer = Trainer.start(folder, network, icons, recipe)) {
      trainer.run(AS_LONG_AS_IT_TAKES, new TrainingListener() {});
    }
  }

  private static void goOn(Path folder, Dataset icons, int steps, List<LogLine> log) {
    Map<String, String> change = Map.of("steps", Integer.toString(steps));
    try (Trainer trainer = Trainer.resume(folder, icons, change)) {
      trainer.run(
          AS_LONG_AS_IT_TAKES,
          new TrainingListener() {
            @Override
            public void logged(LogLine line) {
              log.add(line);
            }
          });
    }
  }

  /** One icon of each kind, always from the same noise. */
  private static List<BufferedImage> draw(Path folder, List<String> objects) {
    try (var pipeline = DiffusionPipeline.load(folder.resolve("model"))) {
      List<ContextVector> contexts = objects.stream().map(pipeline::context).toList();
      Samples samples =
          pipeline.request().contexts(contexts).count(contexts.size()).steps(25).generate();
      return IntStream.range(0, samples.count()).mapToObj(samples::image).toList();
    }
  }

  private static Dataset only(List<String> objects, Dataset all) {
    List<Integer> places = objects.stream().map(all.labels()::indexOf).toList();
    List<Example> chosen =
        IntStream.range(0, all.size())
            .mapToObj(all::example)
            .filter(icon -> places.stream().anyMatch(icon::isOn))
            .toList();
    return Dataset.of(all.shape(), all.labels(), all.source(), chosen, List.of());
  }

  private static XYChart chart(List<LogLine> log) {
    XYChart chart =
        new XYChartBuilder()
            .width(720)
            .height(400)
            .theme(Styler.ChartTheme.Matlab)
            .xAxisTitle("epoch")
            .yAxisTitle("mean squared error of v")
            .build();
    chart
        .getStyler()
        .setYAxisLogarithmic(true)
        .setYAxisLogarithmicDecadeOnly(false)
        .setLegendPosition(Styler.LegendPosition.InsideNE);
    line(chart, "icons trained on", log, LogLine::loss);
    line(chart, "held-out icons", log, LogLine::heldOutLoss);
    return chart;
  }

  private static void line(
      XYChart chart, String name, List<LogLine> log, ToDoubleFunction<LogLine> loss) {
    double[] epochs = IntStream.rangeClosed(1, log.size()).asDoubleStream().toArray();
    chart
        .addSeries(name, epochs, log.stream().mapToDouble(loss).toArray())
        .setMarker(SeriesMarkers.NONE);
  }

  private static void print(Workbook workbook, List<Integer> looks, Findings findings) {
    workbook.print("%d icons to train on, %d held out", findings.trainedOn(), findings.heldOut());
    workbook.print("| epochs | steps | training loss | held-out loss |");
    workbook.print("| ---: | ---: | ---: | ---: |");
    for (int epochs : looks.subList(1, looks.size())) {
      LogLine line = findings.after(epochs);
      workbook.print(
          "| %d | %d | %.3f | %.3f |", epochs, line.step(), line.loss(), line.heldOutLoss());
    }
    workbook.print("held-out icons fared best after epoch %d", findings.best());
  }
}
