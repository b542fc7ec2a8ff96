package io.github.diffusion4j.ort;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.function.Executable;

/** Asserts that something is refused, and in which words. */
final class Refused {
  private Refused() {}

  /** The message must contain all of the words. */
  static void with(Class<? extends Exception> kind, Executable call, String... words) {
    Exception e = assertThrows(kind, call);
    for (String part : words) {
      assertTrue(e.toString().contains(part), e::toString);
    }
  }
}
