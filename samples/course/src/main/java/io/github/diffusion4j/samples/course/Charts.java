package io.github.diffusion4j.samples.course;

import java.util.stream.IntStream;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.CategoryChartBuilder;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.style.Styler.ChartTheme;
import org.knowm.xchart.style.markers.Marker;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** Empty charts of one look, and where to draw points in them. */
public final class Charts {
  private static final int WIDTH = 900;
  private static final int HEIGHT = 500;
  private static final int STEEP = 60;
  private static final int POINTS = 100;

  private Charts() {}

  /**
   * A chart of lines.
   *
   * @param title above it
   * @param horizontal name of the axis
   * @param vertical name of the axis
   * @return a chart without lines
   */
  public static XYChart ofLines(String title, String horizontal, String vertical) {
    XYChart chart =
        new XYChartBuilder()
            .width(WIDTH)
            .height(HEIGHT)
            .theme(ChartTheme.Matlab)
            .title(title)
            .xAxisTitle(horizontal)
            .yAxisTitle(vertical)
            .build();
    chart.getStyler().setSeriesMarkers(new Marker[] {SeriesMarkers.NONE});
    return chart;
  }

  static CategoryChart ofBars(String title, String vertical) {
    CategoryChart chart =
        new CategoryChartBuilder()
            .width(WIDTH)
            .height(HEIGHT)
            .theme(ChartTheme.Matlab)
            .title(title)
            .yAxisTitle(vertical)
            .build();
    chart.getStyler().setXAxisLabelRotation(STEEP);
    return chart;
  }

  /** Between 0 and a last time, closer together at both ends, where schedules are steep. */
  static double[] timesTo(int last) {
    return IntStream.range(1, POINTS)
        .mapToDouble(i -> last * Math.pow(Math.sin(Math.PI / 2 * i / POINTS), 2))
        .toArray();
  }
}
