package io.github.diffusion4j.samples.site;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Arrays;
import javax.imageio.ImageIO;
import org.commonmark.node.Image;
import org.commonmark.renderer.html.AttributeProvider;

/** Tells browsers the size of an image, and which ones to enlarge without smoothing. */
record Images(Repository repository) {
  /** For the images of a page. */
  AttributeProvider beside(Path page) {
    return (node, tag, attributes) -> {
      if (node instanceof Image image) {
        BufferedImage pixels = read(repository.resolve(page, image.getDestination()));
        attributes.put("width", String.valueOf(pixels.getWidth()));
        attributes.put("height", String.valueOf(pixels.getHeight()));
        if (isEnlarged(pixels)) {
          attributes.put("class", "pixels");
        }
      }
    };
  }

  /** Whether most rows are the same as the one above: enlarged icons are so, charts are not. */
  private static boolean isEnlarged(BufferedImage pixels) {
    int same = 0;
    for (int y = 1; y < pixels.getHeight(); y++) {
      if (Arrays.equals(row(pixels, y - 1), row(pixels, y))) {
        same++;
      }
    }
    return 2 * same > pixels.getHeight();
  }

  private static int[] row(BufferedImage pixels, int y) {
    return pixels.getRGB(0, y, pixels.getWidth(), 1, null, 0, pixels.getWidth());
  }

  private BufferedImage read(Path file) {
    try {
      return ImageIO.read(repository.root().resolve(file).toFile());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
