package io.github.diffusion4j.train.data;

import io.github.diffusion4j.image.ImageFormat;
import io.github.diffusion4j.tensor.Shape;
import io.github.diffusion4j.tensor.ValueRange;
import java.awt.image.BufferedImage;

/** Images of any kind as red, green and blue planes in [-1, 1], over white. */
final class Pixels {
  static final int CHANNELS = 3;

  private static final ValueRange LEVELS = new ValueRange(0, 255);

  private Pixels() {}

  static float[] planes(BufferedImage image) {
    return planes(image, ValueRange.SYMMETRIC);
  }

  /** The planes of another size. Transparency goes onto white first. */
  static float[] resized(BufferedImage image, int height, int width) {
    float[] levels = planes(image, LEVELS);
    for (int i = 0; i < levels.length; i++) {
      levels[i] = LEVELS.toByte(levels[i]);
    }
    float[] resized =
        Resampling.resized(levels, image.getHeight(), image.getWidth(), height, width);
    for (int i = 0; i < resized.length; i++) {
      resized[i] = ValueRange.SYMMETRIC.fromByte(resized[i]);
    }
    return resized;
  }

  private static float[] planes(BufferedImage image, ValueRange range) {
    Shape shape = Shape.of(CHANNELS, image.getHeight(), image.getWidth());
    return new ImageFormat(shape, range).values(image);
  }
}
