package io.github.diffusion4j.image;

import java.awt.image.BufferedImage;
import java.awt.image.Raster;
import java.io.IOException;
import javax.imageio.ImageReader;

/**
 * JPEG: the JDK's reader takes CMYK for linear light. Files of four components hold inverted inks,
 * as Adobe's programs write them and others have followed.
 */
final class JpegImage extends ImageFormatReader {
  private static final int INKS = 4;

  private final JpegSegments segments;

  JpegImage(ImageReader reader, JpegSegments segments) {
    super(reader, segments.orientation());
    this.segments = segments;
  }

  @Override
  BufferedImage image() throws IOException {
    if (segments.components() != INKS) {
      return super.image();
    }
    Raster raster = reader().readRaster(0, null);
    int[] argb = new int[raster.getWidth() * raster.getHeight()];
    int[] inks = new int[INKS];
    for (int i = 0; i < argb.length; i++) {
      raster.getPixel(i % raster.getWidth(), i / raster.getWidth(), inks);
      if (segments.ycck()) {
        toInks(inks);
      }
      argb[i] =
          0xFF000000
              | on(inks[0], inks[3]) << 16
              | on(inks[1], inks[3]) << 8
              | on(inks[2], inks[3]);
    }
    return Argb.image(raster.getWidth(), raster.getHeight(), argb);
  }

  /** A share of light that is left by an ink, and of that by black. */
  private static int on(int colour, int black) {
    return (colour * black + 127) / 255;
  }

  /** YCbCr, which is that of the inks' complements, to inverted inks. */
  private static void toInks(int[] ycc) {
    double y = ycc[0];
    double cb = ycc[1] - 128.0;
    double cr = ycc[2] - 128.0;
    ycc[0] = clipped(255 - (y + 1.402 * cr));
    ycc[1] = clipped(255 - (y - 0.344136 * cb - 0.714136 * cr));
    ycc[2] = clipped(255 - (y + 1.772 * cb));
  }

  private static int clipped(double level) {
    return (int) Math.max(0, Math.min(255, Math.round(level)));
  }
}
