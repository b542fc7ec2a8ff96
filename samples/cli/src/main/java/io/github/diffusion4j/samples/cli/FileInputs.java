package io.github.diffusion4j.samples.cli;

import io.github.diffusion4j.image.ImageFormat;
import io.github.diffusion4j.image.Npy;
import io.github.diffusion4j.tensor.Tensor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;

/**
 * What files hold. To name a file that is not there is wrong use; that a file holds nothing usable
 * is a failure.
 */
final class FileInputs {
  private FileInputs() {}

  static Npy array(Path file) {
    check(file, "a .npy file");
    return of(() -> Npy.read(file));
  }

  /** Images, one per row. */
  static Tensor images(List<Path> files, ImageFormat format) {
    Tensor samples = Tensor.zeros(files.size(), format.shape());
    int size = samples.shape().size();
    for (int i = 0; i < files.size(); i++) {
      check(files.get(i), "a PNG file");
      System.arraycopy(format.read(files.get(i)), 0, samples.data(), i * size, size);
    }
    return samples;
  }

  private static void check(Path file, String wanted) {
    if (!Files.isRegularFile(file)) {
      throw new IllegalArgumentException(
          "%s: %s; give %s"
              .formatted(
                  file.toString().isEmpty() ? "''" : file,
                  Files.isDirectory(file) ? "a folder" : "no such file",
                  wanted));
    }
  }

  static <T> T of(Supplier<T> reader) {
    try {
      return reader.get();
    } catch (IllegalArgumentException e) {
      throw new IllegalStateException(e.getMessage(), e);
    }
  }
}
