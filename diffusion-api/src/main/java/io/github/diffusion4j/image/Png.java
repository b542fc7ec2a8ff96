package io.github.diffusion4j.image;

import com.google.common.base.Throwables;
import io.github.diffusion4j.files.AtomicFile;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.ImageWriter;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** PNG files and streams. Thread-safe. */
public final class Png {

  private Png() {}

  /**
   * Writes a picture without loss. The file appears whole or not at all; missing folders are made.
   * Equal pictures give equal bytes.
   *
   * @param path where; an existing file is replaced
   * @param picture what
   * @throws UncheckedIOException if the file cannot be written; the message names it
   */
  public static void write(Path path, BufferedImage picture) {
    AtomicFile.write(path, out -> encode(out, picture));
  }

  /**
   * Writes a picture without loss, with the same bytes as {@link #write(Path, BufferedImage)}.
   *
   * @param out receives the PNG; it is flushed and not closed
   * @param picture what
   * @throws UncheckedIOException if it cannot be written
   */
  public static void write(OutputStream out, BufferedImage picture) {
    try {
      encode(out, picture);
      out.flush();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write a PNG: " + Throwables.getRootCause(e), e);
    }
  }

  private static void encode(OutputStream out, BufferedImage picture) throws IOException {
    ImageWriter writer =
        ImageIO.getImageWriters(ImageTypeSpecifier.createFromRenderedImage(picture), "png").next();
    try (var stream = new MemoryCacheImageOutputStream(out)) {
      writer.setOutput(stream);
      writer.write(new IIOImage(picture, null, null));
    } finally {
      writer.dispose();
    }
  }
}
