package io.github.diffusion4j.image;

import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.util.Arrays;

/** Colours as they are stored, without a colour profile: alpha, red, green, blue of 8 bits each. */
final class Argb {
  private Argb() {}

  static BufferedImage image(int width, int height, int[] argb) {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_ARGB);
    image.getRaster().setDataElements(0, 0, width, height, argb);
    return image;
  }

  /** Of a palette, of grey, of red, green and blue, each of any depth, with or without alpha. */
  static int[] of(BufferedImage image) {
    int width = image.getWidth();
    int height = image.getHeight();
    if (!holdsColours(image)) {
      return image.getRGB(0, 0, width, height, null, 0, width);
    }
    Raster raster = image.getRaster();
    int bands = raster.getNumBands();
    boolean alpha = image.getColorModel().hasAlpha();
    int colours = alpha ? bands - 1 : bands;
    int[] argb = new int[width * height];
    Arrays.fill(argb, alpha ? 0 : 0xFF000000);
    int[] samples = new int[width];
    for (int y = 0; y < height; y++) {
      for (int band = 0; band < bands; band++) {
        raster.getSamples(0, y, width, 1, band, samples);
        int most = (1 << raster.getSampleModel().getSampleSize(band)) - 1;
        int place = place(band, colours);
        for (int x = 0; x < width; x++) {
          argb[y * width + x] |= level(samples[x], most) * place;
        }
      }
    }
    return argb;
  }

  /** Whether the samples are levels of grey or of red, green and blue. */
  private static boolean holdsColours(BufferedImage image) {
    ColorModel model = image.getColorModel();
    int space = model.getColorSpace().getType();
    return !(model instanceof IndexColorModel)
        && !model.isAlphaPremultiplied()
        && (space == ColorSpace.TYPE_RGB || space == ColorSpace.TYPE_GRAY)
        && Arrays.stream(model.getComponentSize()).allMatch(bits -> bits <= Short.SIZE);
  }

  /** The factor that scales a level of a band to a byte. */
  private static int place(int band, int colours) {
    if (band == colours) {
      return 1 << 24;
    }
    return colours == 1 ? 0x010101 : 1 << (16 - 8 * band);
  }

  /** A sample as one of 256 levels: of 16 bits the high byte, of fewer than 8 the nearest. */
  static int level(int sample, int most) {
    return most > 255 ? (int) (sample * 256L / (most + 1L)) : (sample * 510 + most) / (2 * most);
  }
}
