package io.github.diffusion4j.train.chart;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.github.diffusion4j.image.Png;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.function.Supplier;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.internal.chartpart.Chart;

/** Writes charts where this Java can. Thread-safe. */
public final class ChartFile {
  private static final System.Logger LOG = System.getLogger(ChartFile.class.getName());

  private ChartFile() {}

  /**
   * Whether this Java has the fonts that a chart takes. Where it has none, that is logged once.
   *
   * @return false if {@link #write(Path, Supplier)} would write nothing
   */
  public static boolean canDraw() {
    return Fonts.areThere();
  }

  /**
   * Writes a chart as PNG, as {@link #write(Path, Supplier)} does.
   *
   * @param file where; replaced if there
   * @param chart with at least one series
   * @return whether it was drawn
   * @throws java.io.UncheckedIOException if the file cannot be written
   */
  @CanIgnoreReturnValue
  public static boolean write(Path file, Chart<?, ?> chart) {
    return write(file, () -> BitmapEncoder.getBufferedImage(chart));
  }

  /**
   * Draws a chart and writes it as PNG. A Java without fonts draws none, nor does a class path
   * without XChart: that is logged, and no file is written, since the numbers of a chart are
   * written elsewhere too.
   *
   * @param file where; replaced if there
   * @param drawing draws the chart; a class that names those of XChart is first used in here
   * @return whether it was drawn
   * @throws java.io.UncheckedIOException if the file cannot be written
   */
  @CanIgnoreReturnValue
  public static boolean write(Path file, Supplier<BufferedImage> drawing) {
    if (!canDraw()) {
      return false;
    }
    BufferedImage image;
    try {
      image = drawing.get();
    } catch (LinkageError e) {
      LOG.log(System.Logger.Level.WARNING, "no chart " + file.getFileName() + ": " + why(e), e);
      return false;
    }
    Png.write(file, image);
    return true;
  }

  private static String why(Error e) {
    return String.valueOf(e.getMessage()).startsWith("org/knowm/xchart/")
        ? "org.knowm.xchart:xchart is not on the class path; add it, or take the numbers beside it"
        : "XChart cannot be used here (" + e + "); its numbers are in the file beside it";
  }
}
