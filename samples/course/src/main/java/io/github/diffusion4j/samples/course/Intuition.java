package io.github.diffusion4j.samples.course;

import com.google.common.collect.ImmutableMap;
import io.github.diffusion4j.image.PictureFormat;
import io.github.diffusion4j.image.Png;
import io.github.diffusion4j.image.Sheet;
import io.github.diffusion4j.schedule.Level;
import io.github.diffusion4j.schedule.NoiseSchedule;
import io.github.diffusion4j.tensor.NoiseSource;
import io.github.diffusion4j.tensor.ValueRange;
import io.github.diffusion4j.train.chart.ChartFile;
import io.github.diffusion4j.train.data.Dataset;
import io.github.diffusion4j.train.data.Icons;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.style.Styler.ChartTheme;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** Lesson 1: what noise does to a picture, and how a schedule says how much of it there is. */
final class Intuition implements Lesson<Intuition.Findings> {
  private static final String ICON = "fruit";
  private static final NoiseSchedule COURSE = NoiseSchedule.linear(500, 1e-4, 0.02);
  private static final List<Integer> TIMES = List.of(1, 10, 25, 50, 100, 200, 350, 500);
  private static final long SEED = 1;

  private static final int T = 1000;
  private static final int POINTS = 100;
  private static final Map<String, NoiseSchedule> SCHEDULES =
      ImmutableMap.<String, NoiseSchedule>builder()
          .put("linear", NoiseSchedule.linear(T, 1e-4, 0.02))
          .put("scaled linear", NoiseSchedule.scaledLinear(T, 0.00085, 0.012))
          .put("cosine", NoiseSchedule.cosine(T))
          .put("sigmoid", NoiseSchedule.sigmoid(T, 1e-4, 0.02))
          .put("exponential alpha-bar", NoiseSchedule.exponentialAlphaBar(T))
          .put("variance exploding", NoiseSchedule.exponential(T, 0.01, 50))
          .put("EDM", NoiseSchedule.edm(T, 0.002, 80, 0.5))
          .put("flow", NoiseSchedule.flow(T, 1))
          .put("flow, shift 3", NoiseSchedule.flow(T, 3))
          .buildOrThrow();

  /**
   * What was found.
   *
   * @param spreads of the noise, at each time
   * @param logSnrs of each schedule, from early to late
   */
  record Findings(List<Spread> spreads, Map<String, double[]> logSnrs) {}

  /** The standard deviation of the noise at a time: as it should be, and as it was measured. */
  record Spread(int time, double sigma, double stepByStep, double closedForm, double course) {}

  @Override
  public Findings run(Workbook workbook) {
    Dataset icons = Icons.load(Icons.Style.SHADOWLESS);
    int icon =
        IntStream.range(0, icons.size())
            .filter(i -> icons.example(i).name().equals(ICON))
            .findFirst()
            .orElseThrow();
    List<Integer> copies = Collections.nCopies(workbook.either(200, 100), icon);
    PictureFormat format = new PictureFormat(icons.shape(), ValueRange.SYMMETRIC);
    return new Findings(
        noise(icons.pictures(copies).data(), format, workbook), schedules(workbook));
  }

  /**
   * Many copies of an icon on their way into noise: by steps, by a jump, and as the course does.
   */
  private static List<Spread> noise(float[] x0, PictureFormat format, Workbook workbook) {
    List<Spread> spreads = new ArrayList<>();
    List<List<BufferedImage>> columns = new ArrayList<>();
    columns.add(Collections.nCopies(3, format.picture(x0, 0)));
    workbook.print("time  sigma   step by step  closed form  (1 - alpha-bar) eps");
    float[] x = x0;
    for (int t = 1; t <= COURSE.steps(); t++) {
      x = step(x, t);
      if (TIMES.contains(t)) {
        Level level = COURSE.level(t);
        float[] jump = jump(x0, level);
        float[] wrong = sum(level.alpha(), x0, 1 - level.alphaBar(), gaussian(x0.length, 0));
        columns.add(Stream.of(x, jump, wrong).map(state -> format.picture(state, 0)).toList());
        Spread spread =
            new Spread(
                t,
                level.sigma(),
                deviation(x, x0, level),
                deviation(jump, x0, level),
                deviation(wrong, x0, level));
        workbook.print(
            "%4d  %.4f  %.4f        %.4f       %.4f",
            t, spread.sigma(), spread.stepByStep(), spread.closedForm(), spread.course());
        spreads.add(spread);
      }
    }
    Png.write(workbook.file("1-noising.png"), Sheet.DEFAULT.withZoom(5).filmStrip(columns));
    return spreads;
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
    NoiseSource.gaussian().fill(SEED, draw, z, 0, length);
    return z;
  }

  /** The root mean square of what is not the icon: a wrong mean shows, and a wrong spread. */
  private static double deviation(float[] x, float[] x0, Level level) {
    double sum = 0;
    for (int i = 0; i < x.length; i++) {
      double noise = x[i] - level.alpha() * x0[i];
      sum += noise * noise;
    }
    return Math.sqrt(sum / x.length);
  }

  /** Signal against noise, all the way. */
  private static Map<String, double[]> schedules(Workbook workbook) {
    XYChart chart =
        new XYChartBuilder()
            .width(900)
            .height(500)
            .theme(ChartTheme.Matlab)
            .title("Signal against noise")
            .xAxisTitle("time t, 0 clean to T = 1000 noise")
            .yAxisTitle("log(alpha² / sigma²)")
            .build();
    chart.getStyler().setXAxisMin(0.0).setXAxisMax(1.0 * T);
    double[] times = // closer together at both ends, where the lines are steep
        IntStream.range(1, POINTS)
            .mapToDouble(i -> T * Math.pow(Math.sin(Math.PI / 2 * i / POINTS), 2))
            .toArray();
    ImmutableMap.Builder<String, double[]> logSnrs = ImmutableMap.builder();
    SCHEDULES.forEach(
        (name, schedule) -> {
          double[] ratios = DoubleStream.of(times).map(t -> schedule.level(t).logSnr()).toArray();
          chart.addSeries(name, times, ratios).setMarker(SeriesMarkers.NONE);
          logSnrs.put(name, ratios);
        });
    ChartFile.write(workbook.file("1-log-snr.png"), chart);
    return logSnrs.buildOrThrow();
  }
}
