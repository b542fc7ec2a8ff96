package io.github.diffusion4j.train.chart;

import java.awt.AWTError;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.util.Optional;

/** Whether this Java can draw letters: minimal containers have no fonts, or no library for them. */
final class Fonts {
  private static final System.Logger LOG = System.getLogger(Fonts.class.getName());

  private Fonts() {}

  /** Tried once; where it fails, that is logged once. */
  static boolean areThere() {
    return Trial.ARE_THERE;
  }

  private static final class Trial {
    static final boolean ARE_THERE = told(fault());
  }

  private static boolean told(Optional<Throwable> fault) {
    fault.ifPresent(
        e ->
            LOG.log(
                System.Logger.Level.WARNING,
                "no chart: this Java has no fonts ("
                    + e
                    + "); install fontconfig and a font. The numbers are in the file beside it"));
    return fault.isEmpty();
  }

  private static Optional<Throwable> fault() {
    try {
      Graphics2D graphics = new BufferedImage(8, 8, BufferedImage.TYPE_INT_RGB).createGraphics();
      try {
        graphics.setFont(new Font(Font.SANS_SERIF, Font.PLAIN, 8));
        graphics.drawString("0", 0, 8);
      } finally {
        graphics.dispose();
      }
      return Optional.empty();
    } catch (Error e) {
      if (isOfFonts(e)) {
        return Optional.of(e);
      }
      throw e;
    } catch (RuntimeException e) {
      return Optional.of(e);
    }
  }

  /** Java's font code throws these, the plain Error among them; memory and threads are others. */
  private static boolean isOfFonts(Error e) {
    return e instanceof LinkageError
        || e instanceof InternalError
        || e instanceof AWTError
        || e.getClass() == Error.class;
  }
}
