package io.github.diffusion4j.train.data;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;

/** Pictures of any kind as red, green and blue planes in [-1, 1], over white. */
final class Pixels {
  static final int CHANNELS = 3;

  private Pixels() {}

  static float[] planes(BufferedImage image) {
    int height = image.getHeight();
    int width = image.getWidth();
    int[] argb = image.getRGB(0, 0, width, height, null, 0, width);
    float[] planes = new float[CHANNELS * argb.length];
    for (int i = 0; i < argb.length; i++) {
      for (int channel = 0; channel < CHANNELS; channel++) {
        planes[channel * argb.length + i] = overWhite(argb[i], channel);
      }
    }
    return planes;
  }

  /** c = a c + (1 - a) white, then [0, 1] to [-1, 1]. */
  private static float overWhite(int argb, int channel) {
    double alpha = (argb >>> 24) / 255.0;
    double value = (argb >>> (16 - 8 * channel) & 0xFF) / 255.0;
    return (float) (2 * (alpha * value + 1 - alpha) - 1);
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
