package io.github.diffusion4j.samples.course;

import io.github.diffusion4j.laws.VariancePreservingLaws;
import io.github.diffusion4j.schedule.Level;
import io.github.diffusion4j.schedule.NoiseSchedule;
import io.github.diffusion4j.train.chart.ChartFile;
import java.nio.file.Path;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;
import org.knowm.xchart.XYChart;

/** Lesson 8: laws tell what is wrong with a schedule. */
final class PropertyTesting implements Lesson<PropertyTesting.Findings> {
  private static final int T = 1000;

  /**
   * What was found.
   *
   * @param firstDraft what the laws say of it
   * @param corrected what they say then
   */
  record Findings(
      List<PropertyRunner.PropertyResult> firstDraft,
      List<PropertyRunner.PropertyResult> corrected) {
    Findings {
      firstDraft = List.copyOf(firstDraft);
      corrected = List.copyOf(corrected);
    }
  }

  // 2102.09672, eq 17, without looking twice
  record FirstDraft(int steps) implements NoiseSchedule {
    @Override
    public Level level(double time) {
      double alphaBar = Math.pow(Math.cos(Math.PI / 2 * (time / steps + 0.008) / 1.008), 2);
      return Level.of(time, Math.sqrt(alphaBar), 1 - alphaBar);
    }
  }

  static final class FirstDraftTest implements VariancePreservingLaws {
    @Override
    public NoiseSchedule schedule() {
      return new FirstDraft(T);
    }
  }

  // 2102.09672, eq 17: alpha-bar(t) = f(t) / f(0), f(t) = cos^2(pi/2 (t/T + s) / (1 + s))
  record Corrected(int steps) implements NoiseSchedule {
    @Override
    public Level level(double time) {
      if (!(time >= 0 && time <= steps)) {
        throw new IllegalArgumentException("time = " + time + ": from 0 to " + steps);
      }
      return Level.ofAlphaBar(time, f(time) / f(0));
    }

    private double f(double time) {
      double cosine = Math.cos(Math.PI / 2 * (time / steps + 0.008) / 1.008);
      return cosine * cosine;
    }
  }

  static final class CorrectedTest implements VariancePreservingLaws {
    @Override
    public NoiseSchedule schedule() {
      return new Corrected(T);
    }
  }

  @Override
  public Findings run(Workbook workbook) {
    Path memory = workbook.emptyFolder("8-laws");
    Findings findings =
        new Findings(
            PropertyRunner.hear(FirstDraftTest.class, memory),
            PropertyRunner.hear(CorrectedTest.class, memory));
    print(workbook, "the first draft", findings.firstDraft());
    print(workbook, "the corrected schedule", findings.corrected());
    ChartFile.write(workbook.file("8-schedules.png"), chart());
    return findings;
  }

  private static void print(
      Workbook workbook, String name, List<PropertyRunner.PropertyResult> verdicts) {
    long broken = verdicts.stream().filter(verdict -> !verdict.holds()).count();
    workbook.print("%s: %d laws, %d broken", name, verdicts.size(), broken);
    verdicts.forEach(verdict -> workbook.print("%s", verdict));
  }

  private static XYChart chart() {
    XYChart chart = Charts.ofLines("A schedule of one's own, twice", "time", "noise and variance");
    line(chart, "noise, first draft", new FirstDraft(T), Level::sigma);
    line(chart, "noise, corrected", new Corrected(T), Level::sigma);
    line(chart, "variance, first draft", new FirstDraft(T), PropertyTesting::variance);
    line(chart, "variance, corrected", new Corrected(T), PropertyTesting::variance);
    return chart;
  }

  private static double variance(Level level) {
    return level.alpha() * level.alpha() + level.sigma() * level.sigma();
  }

  private static void line(
      XYChart chart, String name, NoiseSchedule schedule, ToDoubleFunction<Level> value) {
    double[] times = Charts.timesTo(T);
    double[] values = DoubleStream.of(times).mapToObj(schedule::level).mapToDouble(value).toArray();
    chart.addSeries(name, times, values);
  }
}
