package io.github.diffusion4j.image;

import java.awt.Color;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.IndexColorModel;

/** The 8-bit colours of an image, row by row, as it holds them. */
final class Pixels {

  private Pixels() {}

  /** Alpha, red, green, blue from the highest byte down. */
  static int[] of(BufferedImage image) {
    int width = image.getWidth();
    int height = image.getHeight();
    ColorModel model = image.getColorModel();
    if (model instanceof IndexColorModel
        || model.getColorSpace().getType() != ColorSpace.TYPE_GRAY) {
      return image.getRGB(0, 0, width, height, null, 0, width);
    }
    // getRGB takes grey for linear light and would turn 128 into 188.
    int[] argb = new int[width * height];
    var raster = image.getRaster();
    for (int i = 0; i < argb.length; i++) {
      int grey = level(raster.getSample(i % width, i / width, 0), model.getComponentSize(0));
      int alpha =
          model.hasAlpha()
              ? level(raster.getSample(i % width, i / width, 1), model.getComponentSize(1))
              : 255;
      argb[i] = alpha << 24 | grey * 0x010101;
    }
    return argb;
  }

  /** The colours on a background, opaque. */
  static int[] onto(Color background, BufferedImage image) {
    int[] argb = of(image);
    for (int i = 0; i < argb.length; i++) {
      int alpha = argb[i] >>> 24;
      if (alpha < 255) {
        int color = 0xFF;
        for (int shift = 16; shift >= 0; shift -= 8) {
          int over = argb[i] >> shift & 0xFF;
          int under = background.getRGB() >> shift & 0xFF;
          color = color << 8 | Math.round((alpha * over + (255 - alpha) * under) / 255f);
        }
        argb[i] = color;
      }
    }
    return argb;
  }

  private static int level(int sample, int bits) {
    return Math.round(sample * 255f / ((1 << bits) - 1));
  }
}
