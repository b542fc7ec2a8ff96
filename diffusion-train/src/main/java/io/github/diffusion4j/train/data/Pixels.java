package io.github.diffusion4j.train.data;

import io.github.diffusion4j.image.PictureFormat;
import io.github.diffusion4j.tensor.Shape;
import io.github.diffusion4j.tensor.ValueRange;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;

/** Pictures of any kind as red, green and blue planes in [-1, 1], over white. */
final class Pixels {
  static final int CHANNELS = 3;

  private Pixels() {}

  static float[] planes(BufferedImage image) {
    Shape shape = Shape.of(CHANNELS, image.getHeight(), image.getWidth());
    return new PictureFormat(shape, ValueRange.SYMMETRIC).values(image);
  }

  static BufferedImage resized(BufferedImage image, int height, int width) {
    BufferedImage result = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = result.createGraphics();
    try {
      graphics.setRenderingHint(
          RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BICUBIC);
      graphics.drawImage(image, 0, 0, width, height, Color.WHITE, null);
    } finally {
      graphics.dispose();
    }
    return result;
  }
}
