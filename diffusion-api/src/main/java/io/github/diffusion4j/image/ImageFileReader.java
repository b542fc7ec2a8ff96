package io.github.diffusion4j.image;

import java.awt.Dimension;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import javax.imageio.IIOException;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.MemoryCacheImageInputStream;

/**
 * Reads image files: PNG, JPEG, GIF, BMP, and what else the JDK has a reader for. An image is the
 * first one of its file, whole (a GIF's canvas, not the frame alone) and upright (as the EXIF
 * orientation of a JPEG, PNG or TIFF file says), in sRGB of 8 bits per channel with transparency.
 *
 * <p>Samples are taken as stored in the file: grey is the colour of that level, embedded colour
 * profiles and gamma are not applied, and CMYK becomes RGB by (255 - C)(255 - K) / 255. This is
 * what Pillow's {@code convert("RGBA")} gives, within 1 of 255.
 *
 * <p>Everything is done in memory, without ImageIO's cache files. Thread-safe.
 */
public final class ImageFileReader {
  /** The most pixels of an image, 178,956,970: twice what 256 MiB hold in three bytes per pixel. */
  public static final int MAX_PIXELS = 2 * (1 << 28) / 3;

  private static final int MAX_BYTES = 1 << 29;

  /** Checks the size of an image before its pixels are read. */
  interface SizeCheck {
    void check(String what, int width, int height);
  }

  private interface Decoding<T> {
    T run() throws IOException;
  }

  private interface Reading<T> {
    T run(ImageFormatReader format) throws IOException;
  }

  private ImageFileReader() {}

  /**
   * Reads an image file.
   *
   * @param file of any format that the JDK knows
   * @return an sRGB image, of type {@link BufferedImage#TYPE_INT_ARGB}
   * @throws UncheckedIOException if the file cannot be read or is damaged; the message names it
   * @throws IllegalArgumentException if it is not an image, or has more than {@link #MAX_PIXELS}
   */
  public static BufferedImage read(Path file) {
    return read(bytes(file), file.toString());
  }

  /**
   * Reads an image from a stream, to its end.
   *
   * @param in the content of an image file; not closed
   * @param name of the image, for messages
   * @return an sRGB image, of type {@link BufferedImage#TYPE_INT_ARGB}
   * @throws UncheckedIOException if it cannot be read or is damaged; the message names it
   * @throws IllegalArgumentException if it is not an image, or has more than {@link #MAX_PIXELS}
   */
  public static BufferedImage read(InputStream in, String name) {
    return read(bytes(in, name), name);
  }

  private static BufferedImage read(byte[] bytes, String name) {
    return read(bytes, name, (what, width, height) -> {});
  }

  /** Reads an image whose size is checked before its pixels are read. */
  static BufferedImage read(byte[] bytes, String name, SizeCheck check) {
    return with(
        bytes,
        name,
        format -> {
          Dimension size = upright(format);
          check.check(name, size.width, size.height);
          requireModest(name, size);
          return format.orientation().upright(decoded(format::image));
        });
  }

  /**
   * The size of an image file, from its header.
   *
   * @param file of any format that the JDK knows
   * @return width and height of what {@link #read(Path)} gives
   * @throws UncheckedIOException if the file cannot be read or is damaged; the message names it
   * @throws IllegalArgumentException if it is not an image
   */
  public static Dimension size(Path file) {
    return with(bytes(file), file.toString(), ImageFileReader::upright);
  }

  static byte[] bytes(Path file) {
    if (Files.isDirectory(file)) {
      throw noImage(file.toString());
    }
    try (InputStream in = Files.newInputStream(file)) {
      return bytes(in, file.toString());
    } catch (IOException e) {
      throw unreadable(file.toString(), e);
    }
  }

  static byte[] bytes(InputStream in, String name) {
    try {
      byte[] bytes = in.readNBytes(MAX_BYTES + 1);
      if (bytes.length > MAX_BYTES) {
        throw new IllegalArgumentException(
            name + " has more than 512 MiB: too large for an image; make it smaller");
      }
      return bytes;
    } catch (IOException e) {
      throw unreadable(name, e);
    }
  }

  private static <T> T with(byte[] bytes, String name, Reading<T> reading) {
    try (var in = new MemoryCacheImageInputStream(new ByteArrayInputStream(bytes))) {
      Iterator<ImageReader> readers = ImageIO.getImageReaders(in);
      if (!readers.hasNext()) {
        throw noImage(name);
      }
      ImageReader reader = readers.next();
      try (var prepared =
          new MemoryCacheImageInputStream(new ByteArrayInputStream(JpegSegments.plain(bytes)))) {
        reader.setInput(prepared);
        return reading.run(ImageFormatReader.of(bytes, reader));
      } finally {
        reader.dispose();
      }
    } catch (IOException e) {
      throw unreadable(name, e);
    }
  }

  private static UncheckedIOException unreadable(String name, IOException e) {
    return new UncheckedIOException("cannot read the image " + name + ": " + e, e);
  }

  private static Dimension upright(ImageFormatReader format) throws IOException {
    return format.orientation().upright(decoded(format::size));
  }

  private static void requireModest(String name, Dimension size) {
    if ((long) size.width * size.height > MAX_PIXELS) {
      throw new IllegalArgumentException(
          name
              + " has "
              + (long) size.width * size.height
              + " pixels, more than "
              + MAX_PIXELS
              + ": make it smaller");
    }
  }

  private static IllegalArgumentException noImage(String name) {
    return new IllegalArgumentException(name + " is not an image; give a PNG file");
  }

  /** Readers of ImageIO throw more than IOException at damaged files. */
  private static <T> T decoded(Decoding<T> decoding) throws IOException {
    try {
      return decoding.run();
    } catch (IOException | RuntimeException e) {
      throw new IIOException("it is damaged: " + e, e);
    }
  }
}
