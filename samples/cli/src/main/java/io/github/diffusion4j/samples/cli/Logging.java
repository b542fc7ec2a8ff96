package io.github.diffusion4j.samples.cli;

import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import java.util.logging.LogManager;

/** Warnings and worse go to the error stream, a line each; the rest is not printed. */
final class Logging {
  private Logging() {}

  static void configure() {
    try (InputStream settings = Main.class.getResourceAsStream("logging.properties")) {
      LogManager.getLogManager().readConfiguration(Objects.requireNonNull(settings));
    } catch (IOException e) {
      throw new AssertionError("a resource of this jar cannot be read", e);
    }
  }
}
