package io.github.diffusion4j.train.chart;

import io.github.diffusion4j.image.Png;
import java.nio.file.Path;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.internal.chartpart.Chart;

/** Writes charts where this Java can. Thread-safe. */
public final class ChartFile {
  private static final System.Logger LOG = System.getLogger(ChartFile.class.getName());

  private ChartFile() {}

  /**
   * Writes a chart as PNG. A Java without fonts draws none: that is logged, and no file is written,
   * since the numbers of a chart stand elsewhere too.
   *
   * @param file where; replaced if there
   * @param chart with at least one series
   * @throws java.io.UncheckedIOException if the file cannot be written
   */
  public static void write(Path file, Chart<?, ?> chart) {
    try {
      Png.write(file, BitmapEncoder.getBufferedImage(chart));
    } catch (InternalError | NoClassDefFoundError | UnsatisfiedLinkError e) {
      LOG.log(
          System.Logger.Level.WARNING,
          "no chart: this Java has no fonts; its numbers stand beside it",
          e);
    }
  }
}
