package io.github.diffusion4j.train.chart;

import io.github.diffusion4j.image.Png;
import java.nio.file.Path;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.internal.chartpart.Chart;

/** Writes charts where this Java can. Thread-safe. */
public final class ChartFile {
  private ChartFile() {}

  /**
   * Whether this Java has the fonts that a chart takes. Where it has none, that is logged once.
   *
   * @return false if {@link #write} would write nothing
   */
  public static boolean canDraw() {
    return Fonts.areThere();
  }

  /**
   * Writes a chart as PNG. A Java without fonts draws none: that is logged, and no file is written,
   * since the numbers of a chart stand elsewhere too.
   *
   * @param file where; replaced if there
   * @param chart with at least one series
   * @throws java.io.UncheckedIOException if the file cannot be written
   */
  public static void write(Path file, Chart<?, ?> chart) {
    if (canDraw()) {
      Png.write(file, BitmapEncoder.getBufferedImage(chart));
    }
  }
}
