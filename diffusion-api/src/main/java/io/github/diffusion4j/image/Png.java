package io.github.diffusion4j.image;

import java.awt.image.BufferedImage;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.ImageWriter;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** PNG files. Thread-safe. */
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
    AtomicFile.write(
        path,
        out -> {
          ImageWriter writer =
              ImageIO.getImageWriters(ImageTypeSpecifier.createFromRenderedImage(picture), "png")
                  .next();
          try (var stream = new MemoryCacheImageOutputStream(out)) {
            writer.setOutput(stream);
            writer.write(new IIOImage(picture, null, null));
          } finally {
            writer.dispose();
          }
        });
  }
}
