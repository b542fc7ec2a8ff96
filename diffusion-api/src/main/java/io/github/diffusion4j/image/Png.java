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
   * Writes an image without loss. The file appears whole or not at all; missing folders are made.
   * Equal images give equal bytes.
   *
   * @param path where; an existing file is replaced
   * @param image what
   * @throws UncheckedIOException if the file cannot be written; the message names it
   */
  public static void write(Path path, BufferedImage image) {
    AtomicFile.write(path, out -> encode(out, image));
  }

  /**
   * Writes an image without loss, with the same bytes as {@link #write(Path, BufferedImage)}.
   *
   * @param out receives the PNG; it is flushed and not closed
   * @param image what
   * @throws UncheckedIOException if it cannot be written
   */
  public static void write(OutputStream out, BufferedImage image) {
    try {
      encode(out, image);
      out.flush();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write a PNG: " + Throwables.getRootCause(e), e);
    }
  }

  private static void encode(OutputStream out, BufferedImage image) throws IOException {
    ImageWriter writer =
        ImageIO.getImageWriters(ImageTypeSpecifier.createFromRenderedImage(image), "png").next();
    try (var stream = new MemoryCacheImageOutputStream(out)) {
      writer.setOutput(stream);
      writer.write(new IIOImage(image, null, null));
    } finally {
      writer.dispose();
    }
  }
}
