package io.github.diffusion4j.train.evaluate;

import com.google.common.primitives.Doubles;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
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

  /** A measure of each set of pictures, with its interval. */
  static CategoryChart bars(Measure measure, List<Scores> scores) {
    CategoryChart chart =
        new CategoryChartBuilder()
            .width(WIDTH)
            .height(HEIGHT)
            .theme(ChartTheme.Matlab)
            .title(measure.meaning())
            .yAxisTitle(measure.toString())
            .build();
    chart.getStyler().setXAxisLabelRotation(LABEL_ANGLE).setLegendVisible(false);
    List<Scores> known = having(scores, measure);
    List<Estimate> estimates = known.stream().map(s -> s.get(measure)).toList();
    chart.addSeries(
        measure.toString(),
        known.stream().map(Scores::name).toList(),
        estimates.stream().map(Estimate::value).toList(),
        estimates.stream().map(Estimate::margin).toList());
    return chart;
  }

  /** The loss of models at times as shares of the schedule. */
  static XYChart losses(List<LossByTime> losses) {
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
    return chart;
  }

  /** tiny-FD against time a picture: each way of sampling, and the line of those not beaten. */
  static XYChart pareto(List<Scores> scores) {
    XYChart chart =
        new XYChartBuilder()
            .width(WIDTH)
            .height(TALL) // a line of the legend for each
            .theme(ChartTheme.Matlab)
            .title("tiny-FD against time a picture; on the line: beaten by none in both")
            .xAxisTitle(Measure.MILLISECONDS.meaning())
            .yAxisTitle(Measure.TINY_FD.toString())
            .build();
    chart.getStyler().setXAxisLogarithmic(true).setXAxisLogarithmicDecadeOnly(false);
    chart.getStyler().setYAxisLogarithmic(true).setYAxisLogarithmicDecadeOnly(false);
    List<Scores> front = front(scores);
    chart
        .addSeries(
            "not beaten", values(front, Measure.MILLISECONDS), values(front, Measure.TINY_FD))
        .setMarker(SeriesMarkers.NONE);
    for (Scores s : timed(scores)) {
      chart
          .addSeries(
              s.name(),
              values(List.of(s), Measure.MILLISECONDS),
              values(List.of(s), Measure.TINY_FD))
          .setXYSeriesRenderStyle(XYSeriesRenderStyle.Scatter);
    }
    return chart;
  }

  /** Those that no other beats in both time and tiny-FD, the fastest first. */
  static List<Scores> front(List<Scores> scores) {
    List<Scores> fastestFirst = new ArrayList<>(timed(scores));
    fastestFirst.sort(Comparator.comparingDouble(s -> s.get(Measure.MILLISECONDS).value()));
    List<Scores> front = new ArrayList<>();
    double best = Double.POSITIVE_INFINITY;
    for (Scores s : fastestFirst) {
      double distance = s.get(Measure.TINY_FD).value();
      if (distance < best) {
        best = distance;
        front.add(s);
      }
    }
    return Collections.unmodifiableList(front);
  }

  /** Sets of which both time and tiny-FD are known. */
  static List<Scores> timed(List<Scores> scores) {
    return having(having(scores, Measure.MILLISECONDS), Measure.TINY_FD);
  }

  private static List<Scores> having(List<Scores> scores, Measure measure) {
    return scores.stream().filter(s -> s.measures().containsKey(measure)).toList();
  }

  private static double[] values(List<Scores> scores, Measure measure) {
    return Doubles.toArray(scores.stream().map(s -> s.get(measure).value()).toList());
  }
}
