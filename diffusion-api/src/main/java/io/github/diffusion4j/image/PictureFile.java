package io.github.diffusion4j.image;

import java.awt.image.BufferedImage;
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

/** Picture files of any format that the JDK knows. */
final class PictureFile {

  /** Looks at the size of a picture before its pixels are read, and throws if it is wrong. */
  interface SizeCheck {
    void check(String what, int width, int height);
  }

  private interface Decoding<T> {
    T run() throws IOException;
  }

  private PictureFile() {}

  /**
   * Reads a picture.
   *
   * @throws UncheckedIOException if the file cannot be read or is damaged; the message names it
   * @throws IllegalArgumentException if it is no picture, or the check says so
   */
  static BufferedImage read(Path file, SizeCheck size) {
    try (InputStream in = Files.newInputStream(file)) {
      return read(in, file.toString(), size);
    } catch (IOException e) {
      throw unreadable(file.toString(), e);
    }
  }

  /** The same of a stream, which is not closed; the name is for messages. */
  static BufferedImage read(InputStream stream, String name, SizeCheck size) {
    try (var in = new MemoryCacheImageInputStream(stream)) {
      Iterator<ImageReader> readers = ImageIO.getImageReaders(in);
      if (!readers.hasNext()) {
        throw new IllegalArgumentException(name + " is no picture; give a PNG file");
      }
      ImageReader reader = readers.next();
      try {
        reader.setInput(in);
        int width = decoded(() -> reader.getWidth(0));
        int height = decoded(() -> reader.getHeight(0));
        size.check(name, width, height);
        return decoded(() -> reader.read(0));
      } finally {
        reader.dispose();
      }
    } catch (IOException e) {
      throw unreadable(name, e);
    }
  }

  private static UncheckedIOException unreadable(String name, IOException e) {
    return new UncheckedIOException("cannot read the picture " + name + ": " + e, e);
  }

  /** Readers of ImageIO throw more than IOException at damaged files. */
  private static <T> T decoded(Decoding<T> decoding) throws IOException {
    try {
      return decoding.run();
    } catch (RuntimeException e) {
      throw new IIOException("it is damaged: " + e, e);
    }
  }
}
