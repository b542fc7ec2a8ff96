package io.github.diffusion4j.train.run;

import io.github.diffusion4j.train.listener.LogLine;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.Styler;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** The losses of a run as an image. */
final class LossChart {
  private LossChart() {}

  /** Lines of which at least one has a loss above 0. */
  static BufferedImage draw(List<LogLine> lines) {
    XYChart chart =
        new XYChartBuilder()
            .width(900)
            .height(500)
            .theme(Styler.ChartTheme.Matlab)
            .title("Loss")
            .xAxisTitle("step")
            .yAxisTitle("squared error")
            .build();
    chart
        .getStyler()
        .setYAxisLogarithmic(true)
        .setYAxisLogarithmicDecadeOnly(false)
        .setLegendPosition(Styler.LegendPosition.InsideNE);
    draw(chart, "training", new Color(0x4C72B0), lines, LogLine::loss);
    draw(chart, "held out, averaged weights", new Color(0xC44E52), lines, LogLine::heldOutLoss);
    return BitmapEncoder.getBufferedImage(chart);
  }

  private static void draw(
      XYChart chart,
      String name,
      Color color,
      List<LogLine> lines,
      ToDoubleFunction<LogLine> loss) {
    List<LogLine> known = lines.stream().filter(l -> loss.applyAsDouble(l) > 0).toList();
    if (!known.isEmpty()) {
      XYSeries series =
          chart.addSeries(
              name,
              known.stream().mapToDouble(LogLine::step).toArray(),
              known.stream().mapToDouble(loss).toArray());
      series.setMarker(SeriesMarkers.NONE);
      series.setLineColor(color);
    }
  }
}
