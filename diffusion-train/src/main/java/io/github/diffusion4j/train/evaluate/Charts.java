package io.github.diffusion4j.train.evaluate;

import com.google.common.primitives.Doubles;
import java.awt.image.BufferedImage;
import java.util.List;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.CategoryChartBuilder;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries.XYSeriesRenderStyle;
import org.knowm.xchart.style.Styler.ChartTheme;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** The charts of a report. */
final class Charts {
  private static final int WIDTH = 900;
  private static final int HEIGHT = 500;
  private static final int TALL = 800;
  private static final int LABEL_ANGLE = 60;

  private Charts() {}

  /** A measure of each set of images, with its interval. */
  static BufferedImage bars(Measure measure, List<Scores> scores) {
    CategoryChart chart =
        new CategoryChartBuilder()
            .width(WIDTH)
            .height(HEIGHT)
            .theme(ChartTheme.Matlab)
            .title(measure.meaning())
            .yAxisTitle(measure.toString())
            .build();
    chart.getStyler().setXAxisLabelRotation(LABEL_ANGLE).setLegendVisible(false);
    List<Scores> known = Front.having(scores, measure);
    List<Estimate> estimates = known.stream().map(s -> s.get(measure)).toList();
    chart.addSeries(
        measure.toString(),
        known.stream().map(Scores::name).toList(),
        estimates.stream().map(Estimate::value).toList(),
        estimates.stream().map(Estimate::margin).toList());
    return BitmapEncoder.getBufferedImage(chart);
  }

  /** The loss of models at times as shares of the schedule. */
  static BufferedImage losses(List<LossByTime> losses) {
    XYChart chart =
        new XYChartBuilder()
            .width(WIDTH)
            .height(HEIGHT)
            .theme(ChartTheme.Matlab)
            .title("Held-out loss by time")
            .xAxisTitle("time, 0 clean to 1 noise")
            .yAxisTitle("squared error of v")
            .build();
    chart.getStyler().setYAxisLogarithmic(true).setYAxisLogarithmicDecadeOnly(false);
    for (LossByTime loss : losses) {
      chart
          .addSeries(
              loss.model(),
              loss.points().stream().mapToDouble(LossByTime.Point::time).toArray(),
              loss.points().stream().mapToDouble(p -> p.loss().value()).toArray())
          .setMarker(SeriesMarkers.CIRCLE);
    }
    return BitmapEncoder.getBufferedImage(chart);
  }

  /** tiny-FD against time per image: each method, and the line of those not beaten. */
  static BufferedImage pareto(List<Scores> scores) {
    XYChart chart =
        new XYChartBuilder()
            .width(WIDTH)
            .height(TALL) // a line of the legend for each
            .theme(ChartTheme.Matlab)
            .title("tiny-FD against time per image; on the line: beaten by none in both")
            .xAxisTitle(Measure.MILLISECONDS.meaning())
            .yAxisTitle(Measure.TINY_FD.toString())
            .build();
    chart.getStyler().setXAxisLogarithmic(true).setXAxisLogarithmicDecadeOnly(false);
    chart.getStyler().setYAxisLogarithmic(true).setYAxisLogarithmicDecadeOnly(false);
    List<Scores> front = Front.of(scores);
    chart
        .addSeries(
            "not beaten", values(front, Measure.MILLISECONDS), values(front, Measure.TINY_FD))
        .setMarker(SeriesMarkers.NONE);
    for (Scores s : Front.timed(scores)) {
      chart
          .addSeries(
              s.name(),
              values(List.of(s), Measure.MILLISECONDS),
              values(List.of(s), Measure.TINY_FD))
          .setXYSeriesRenderStyle(XYSeriesRenderStyle.Scatter);
    }
    return BitmapEncoder.getBufferedImage(chart);
  }

  private static double[] values(List<Scores> scores, Measure measure) {
    return Doubles.toArray(scores.stream().map(s -> s.get(measure).value()).toList());
  }
}
