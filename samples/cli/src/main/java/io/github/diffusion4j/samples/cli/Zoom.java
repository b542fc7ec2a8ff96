package io.github.diffusion4j.samples.cli;

import io.github.diffusion4j.image.Sheet;
import io.github.diffusion4j.tensor.Shape;
import org.jspecify.annotations.Nullable;

/** How large images are shown. */
final class Zoom {
  static final String MEANING =
      "Pixels that a pixel becomes in each direction. Default: small images are enlarged to up to"
          + " 128 pixels";

  private Zoom() {}

  /**
   * A layout for images, of a size that can be written.
   *
   * @param zoom as asked for, or null to make small images easy to see
   */
  static Sheet sheet(@Nullable Integer zoom, int images, int columns, Shape image) {
    int height = image.dimension(1);
    int width = image.dimension(2);
    Sheet sheet =
        zoom == null
            ? Sheet.DEFAULT.enlarged(images, columns, width, height)
            : Sheet.DEFAULT.withZoom(positive(zoom));
    try {
      sheet.gridSize(images, columns, width, height);
      return sheet;
    } catch (ArithmeticException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
  }

  private static int positive(int zoom) {
    if (zoom < 1) {
      throw new IllegalArgumentException("--zoom " + zoom + ": at least 1");
    }
    return zoom;
  }
}
