package io.github.diffusion4j.samples.cli;

import io.github.diffusion4j.image.Png;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.function.IntBinaryOperator;

/** Image files for tests. */
final class Drawn {
  /** White below the third row, black above: what is painted and what is kept. */
  static final IntBinaryOperator LOWER_PART = (x, y) -> y < 3 ? 0x000000 : 0xFFFFFF;

  private Drawn() {}

  /** An image of 8x8 by a colour a pixel. */
  static Path image(Path file, IntBinaryOperator rgb) {
    return image(file, 8, rgb);
  }

  static Path image(Path file, int side, IntBinaryOperator rgb) {
    BufferedImage image = new BufferedImage(side, side, BufferedImage.TYPE_INT_RGB);
    for (int i = 0; i < side * side; i++) {
      image.setRGB(i % side, i / side, rgb.applyAsInt(i % side, i / side));
    }
    Png.write(file, image);
    return file;
  }
}
