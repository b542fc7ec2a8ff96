package io.github.diffusion4j.samples.cli;

import io.github.diffusion4j.image.Npy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Supplier;

/**
 * What files hold. To name a file that is not there is wrong use; that a file holds nothing usable
 * is a failure.
 */
final class Contents {
  private Contents() {}

  static Npy array(Path file) {
    if (!Files.isRegularFile(file)) {
      throw new IllegalArgumentException(file + ": no such file; give a .npy file");
    }
    return of(() -> Npy.read(file));
  }

  static <T> T of(Supplier<T> reader) {
    try {
      return reader.get();
    } catch (IllegalArgumentException e) {
      throw new IllegalStateException(e.getMessage(), e);
    }
  }
}
