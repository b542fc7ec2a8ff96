package io.github.diffusion4j.train.data;

import static java.util.Comparator.comparing;

import io.github.diffusion4j.image.ImageFileReader;
import java.awt.Dimension;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The sizes of images on disk, read from their headers. */
final class ImageSizes {
  private ImageSizes() {}

  /** The size that most images have, the first of those equally common. */
  static Optional<Sizing> commonest(List<Path> files) {
    Map<Sizing, Integer> counts = new LinkedHashMap<>();
    files.forEach(file -> of(file).ifPresent(size -> counts.merge(size, 1, Integer::sum)));
    // The first of the largest: max would return the last.
    return counts.entrySet().stream()
        .sorted(comparing(count -> -count.getValue()))
        .map(Map.Entry::getKey)
        .findFirst();
  }

  /** The size of an image; empty for what is none, which its reader will tell of. */
  private static Optional<Sizing> of(Path file) {
    try {
      Dimension size = ImageFileReader.size(file);
      return Optional.of(Sizing.exactly(size.height, size.width));
    } catch (IllegalArgumentException | UncheckedIOException e) {
      return Optional.empty();
    }
  }
}
