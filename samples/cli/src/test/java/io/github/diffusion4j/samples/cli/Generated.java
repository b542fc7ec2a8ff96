package io.github.diffusion4j.samples.cli;

import io.github.diffusion4j.image.Npy;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;

/**
 * Runs {@code generate} with five steps of the tiny model.
 *
 * @param model its file
 * @param folder for what is written
 */
record Generated(Path model, Path folder) {
  static final int SIZE = 3 * 8 * 8;

  static Generated in(Path folder) {
    return new Generated(TinyNetwork.write(folder.resolve("tiny.onnx")), folder);
  }

  float[] values(String... options) {
    return Npy.read(npy(options)).floats();
  }

  Path npy(String... options) {
    try {
      Path npy = Files.createTempFile(folder, "samples", ".npy");
      Run.succeeds(args(Stream.of("--npy", npy.toString()), options));
      return npy;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What it says when it refuses. */
  String refuses(String... options) {
    return Run.fails(2, args(Stream.of(), options));
  }

  private String[] args(Stream<String> outputs, String... options) {
    Stream<String> model = Stream.of("generate", "--model", this.model.toString(), "--steps", "5");
    return Stream.of(model, outputs, Stream.of(options)).flatMap(s -> s).toArray(String[]::new);
  }

  static float[] sample(float[] samples, int index) {
    return Arrays.copyOfRange(samples, index * SIZE, (index + 1) * SIZE);
  }
}
