package io.github.diffusion4j.train.data;

import static java.util.Comparator.comparing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;

/** The sizes of pictures on disk, read from their headers. */
final class PictureSizes {
  private PictureSizes() {}

  /** The size that most pictures have, the first of those equally common. */
  static Optional<Sizing> commonest(List<Path> files) {
    Map<Sizing, Integer> counts = new LinkedHashMap<>();
    files.forEach(file -> of(file).ifPresent(size -> counts.merge(size, 1, Integer::sum)));
    // The first of the largest: max would return the last.
    return counts.entrySet().stream()
        .sorted(comparing(count -> -count.getValue()))
        .map(Map.Entry::getKey)
        .findFirst();
  }

  /** The size of a picture; empty for what is none, which its reader will tell of. */
  private static Optional<Sizing> of(Path file) {
    if (!Files.isRegularFile(file)) {
      return Optional.empty();
    }
    try (ImageInputStream in = ImageIO.createImageInputStream(file.toFile())) {
      Iterator<ImageReader> readers = ImageIO.getImageReaders(in);
      if (!readers.hasNext()) {
        return Optional.empty();
      }
      ImageReader reader = readers.next();
      try {
        reader.setInput(in);
        return Optional.of(Sizing.exactly(reader.getHeight(0), reader.getWidth(0)));
      } finally {
        reader.dispose();
      }
    } catch (IOException | RuntimeException e) { // readers of ImageIO throw both at damaged files
      return Optional.empty();
    }
  }
}
