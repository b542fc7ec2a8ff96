package io.github.diffusion4j.ort.text;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.function.Executable;

/** Asserts that something is refused, in one line with these words. */
final class Broken {
  private Broken() {}

  static void refused(Executable call, String... words) {
    String message =
        String.valueOf(assertThrows(IllegalArgumentException.class, call).getMessage());
    assertFalse(message.contains("\n"), message);
    for (String part : words) {
      assertTrue(message.contains(part), message);
    }
  }
}
