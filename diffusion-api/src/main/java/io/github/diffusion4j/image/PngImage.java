package io.github.diffusion4j.image;

import java.awt.image.BufferedImage;
import java.awt.image.Raster;
import java.io.IOException;
import java.util.Arrays;
import javax.imageio.ImageReader;

/** PNG: the JDK's reader loses the transparent colour of some depths. */
final class PngImage extends ImageFormatReader {
  private final PngChunks chunks;

  PngImage(ImageReader reader, PngChunks chunks) {
    super(reader, chunks.orientation());
    this.chunks = chunks;
  }

  @Override
  BufferedImage image() throws IOException {
    BufferedImage image = reader().read(0);
    int[] argb = Argb.of(image);
    chunks
        .transparentColour()
        .ifPresent(
            colour -> {
              if (chunks.depth() == Short.SIZE) {
                clear(colour, image.getRaster(), argb);
              } else {
                clear(chunks.opaque(colour), argb);
              }
            });
    return Argb.image(image.getWidth(), image.getHeight(), argb);
  }

  /** Up to 8 bits per sample, its level decides. */
  private static void clear(int transparent, int[] argb) {
    for (int i = 0; i < argb.length; i++) {
      int colour = argb[i] | 0xFF000000;
      argb[i] = colour == transparent ? 0 : colour;
    }
  }

  private static void clear(int[] transparent, Raster raster, int[] argb) {
    int[] samples = new int[raster.getNumBands()];
    for (int i = 0; i < argb.length; i++) {
      raster.getPixel(i % raster.getWidth(), i / raster.getWidth(), samples);
      boolean equal =
          Arrays.equals(samples, 0, transparent.length, transparent, 0, transparent.length);
      argb[i] = equal ? 0 : argb[i] | 0xFF000000;
    }
  }
}
