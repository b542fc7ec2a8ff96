package io.github.diffusion4j.samples.gpt;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.function.Executable;

/** What the user is told of wrong use. */
final class Refusal {
  private Refusal() {}

  /** The message has a part. */
  static void says(String part, Executable call) {
    Exception refusal = assertThrows(IllegalArgumentException.class, call);
    assertTrue(String.valueOf(refusal.getMessage()).contains(part), refusal::toString);
  }
}
