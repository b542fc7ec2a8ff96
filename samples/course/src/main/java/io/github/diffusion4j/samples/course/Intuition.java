package io.github.diffusion4j.samples.course;

import com.google.common.collect.ImmutableMap;
import com.google.common.collect.Lists;
import com.google.common.primitives.Floats;
import io.github.diffusion4j.image.ImageFormat;
import io.github.diffusion4j.schedule.Level;
import io.github.diffusion4j.schedule.NoiseSchedule;
import io.github.diffusion4j.tensor.NoiseSource;
import io.github.diffusion4j.tensor.Tensor;
import io.github.diffusion4j.tensor.ValueRange;
import io.github.diffusion4j.train.chart.ChartFile;
import io.github.diffusion4j.train.data.Dataset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;
import org.knowm.xchart.XYChart;

/** Lesson 1: what noise does to an image, and how a schedule says how much of it there is. */
final class Intuition implements Lesson<Intuition.Findings> {
  private static final NoiseSchedule COURSE = NoiseSchedule.linear(500, 1e-4, 0.02);
  private static final List<Integer> TIMES = List.of(1, 10, 25, 50, 100, 200, 350, 500);
  private static final int T = 1000;
  private static final Map<String, NoiseSchedule> SCHEDULES =
      ImmutableMap.of(
          "linear", NoiseSchedule.linear(T, 1e-4, 0.02),
          "scaled linear", NoiseSchedule.scaledLinear(T, 0.00085, 0.012),
          "cosine", NoiseSchedule.cosine(T),
          "sigmoid", NoiseSchedule.sigmoid(T, 1e-4, 0.02),
          "exponential alpha-bar", NoiseSchedule.exponentialAlphaBar(T),
          "variance exploding", NoiseSchedule.exponential(T, 0.01, 50),
          "EDM", NoiseSchedule.edm(T, 0.002, 80, 0.5),
          "flow", NoiseSchedule.flow(T, 1),
          "flow, shift 3", NoiseSchedule.flow(T, 3));

  /**
   * What was found.
   *
   * @param deviations of the noise, at each time
   * @param logSnrs of each schedule, from early to late
   */
  record Findings(List<Deviation> deviations, Map<String, double[]> logSnrs) {}

  /** The standard deviation of the noise at a time: as it should be, and as it was measured. */
  record Deviation(int time, double sigma, double stepByStep, double oneJump, double course) {}

  @Override
  public Findings run(Workbook workbook) {
    Dataset apple = ChosenIcons.where(icon -> icon.name().equals("fruit"));
    Tensor copies = apple.images(Collections.nCopies(workbook.either(200, 100), 0));
    return new Findings(noise(copies, workbook), schedules(workbook));
  }

  /** Copies of an icon on their way into noise: by steps, by a jump, and as the course does. */
  private static List<Deviation> noise(Tensor copies, Workbook workbook) {
    ImageFormat format = new ImageFormat(copies.shape(), ValueRange.SYMMETRIC);
    Figure figure = Figure.ofIcons(Lists.transform(TIMES, t -> "t = " + t));
    Table table = new Table("time | sigma | step by step | one jump | (1 - alpha-bar) eps");
    List<Deviation> deviations = new ArrayList<>();
    float[] x0 = copies.data();
    float[] x = x0;
    for (int t = 1; t <= COURSE.steps(); t++) {
      x = step(x, t);
      if (TIMES.contains(t)) {
        Level level = COURSE.level(t);
        float[] jump = jump(x0, level);
        float[] wrong = sum(level.alpha(), x0, 1 - level.alphaBar(), gaussian(x0.length, 0));
        figure.add("step by step", List.of(format.image(x, 0)));
        figure.add("one jump", List.of(format.image(jump, 0)));
        figure.add("the course", List.of(format.image(wrong, 0)));
        double steps = deviation(x, x0, level);
        double oneJump = deviation(jump, x0, level);
        double course = deviation(wrong, x0, level);
        deviations.add(new Deviation(t, level.sigma(), steps, oneJump, course));
        table.row("%d | %.4f | %.4f | %.4f | %.4f", t, level.sigma(), steps, oneJump, course);
      }
    }
    figure.write(workbook.file("1-noising.png"));
    workbook.print(table);
    return deviations;
  }

  // 2006.11239, eq 2: x_t = sqrt(1 - beta_t) x_(t-1) + sqrt(beta_t) z
  private static float[] step(float[] x, int t) {
    double beta = 1 - COURSE.level(t).alphaBar() / COURSE.level(t - 1).alphaBar();
    return sum(Math.sqrt(1 - beta), x, Math.sqrt(beta), gaussian(x.length, t));
  }

  // 2006.11239, eq 4: x_t = sqrt(alpha-bar_t) x_0 + sqrt(1 - alpha-bar_t) eps
  private static float[] jump(float[] x0, Level level) {
    double alphaBar = level.alphaBar();
    return sum(Math.sqrt(alphaBar), x0, Math.sqrt(1 - alphaBar), gaussian(x0.length, 0));
  }

  private static float[] sum(double a, float[] x, double b, float[] z) {
    float[] sum = new float[x.length];
    for (int i = 0; i < x.length; i++) {
      sum[i] = (float) (a * x[i] + b * z[i]);
    }
    return sum;
  }

  private static float[] gaussian(int length, int draw) {
    float[] z = new float[length];
    NoiseSource.gaussian().fill(1, draw, z, 0, length);
    return z;
  }

  /** The root mean square of what is not the icon: a wrong mean shows, and a wrong spread. */
  private static double deviation(float[] x, float[] x0, Level level) {
    List<Float> noise = Floats.asList(sum(1, x, -level.alpha(), x0));
    return Math.sqrt(noise.stream().mapToDouble(z -> z * z).average().orElseThrow());
  }

  /** Signal against noise, at every time. */
  private static Map<String, double[]> schedules(Workbook workbook) {
    double[] times = Charts.timesTo(T);
    XYChart chart =
        Charts.ofLines(
            "Signal against noise", "time, 0 clean to 1000 noise", "log(alpha² / sigma²)");
    Map<String, double[]> logSnrs = new LinkedHashMap<>();
    SCHEDULES.forEach(
        (name, schedule) -> {
          double[] ratios = DoubleStream.of(times).map(t -> schedule.level(t).logSnr()).toArray();
          chart.addSeries(name, times, ratios);
          logSnrs.put(name, ratios);
        });
    ChartFile.write(workbook.file("1-log-snr.png"), chart);
    return logSnrs;
  }
}
