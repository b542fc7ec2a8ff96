package io.github.diffusion4j.image;

import java.awt.Dimension;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.Locale;
import javax.imageio.ImageReader;

/** What a file format needs beyond the JDK's reader of it; this is a format that needs nothing. */
class ImageFormatReader {
  private final ImageReader reader;
  private final Orientation orientation;

  ImageFormatReader(ImageReader reader, Orientation orientation) {
    this.reader = reader;
    this.orientation = orientation;
  }

  static ImageFormatReader of(byte[] bytes, ImageReader reader) throws IOException {
    return switch (kind(reader)) {
      case "png" -> new PngImage(reader, PngChunks.of(bytes));
      case "jpeg" -> new JpegImage(reader, JpegSegments.of(bytes));
      case "gif" -> new GifImage(reader);
      case "tiff", "tif" -> new ImageFormatReader(reader, Orientation.ofTiff(bytes));
      default -> new ImageFormatReader(reader, Orientation.UPRIGHT);
    };
  }

  private static String kind(ImageReader reader) throws IOException {
    return reader.getFormatName().toLowerCase(Locale.ROOT);
  }

  /** How the stored image is turned. */
  final Orientation orientation() {
    return orientation;
  }

  final ImageReader reader() {
    return reader;
  }

  /** The size as stored. */
  Dimension size() throws IOException {
    return new Dimension(reader.getWidth(0), reader.getHeight(0));
  }

  /** The image as stored, in 8-bit sRGB with alpha. */
  BufferedImage image() throws IOException {
    BufferedImage image = reader.read(0);
    return Argb.image(image.getWidth(), image.getHeight(), Argb.of(image));
  }
}
