package io.github.diffusion4j.samples.cli;

import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Files that are to be written, where one is asked for. */
final class Destination {
  private Destination() {}

  /** Finds out what cannot be written before anything is generated. */
  static void check(@Nullable Path... files) {
    Arrays.stream(files)
        .filter(Objects::nonNull)
        .filter(Files::isDirectory)
        .findFirst()
        .ifPresent(
            folder -> {
              throw new IllegalArgumentException(folder + " is a folder: name a file in it");
            });
  }

  /** Writes a file and says so. */
  static void write(@Nullable Path file, Consumer<Path> writer, PrintWriter log) {
    if (file != null) {
      writer.accept(file);
      log.println(file);
    }
  }
}
