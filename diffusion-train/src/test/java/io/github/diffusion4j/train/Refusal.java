package io.github.diffusion4j.train;

import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.function.Executable;

/** What a refused call says. */
public final class Refusal {
  private Refusal() {}

  /** The message of the exception that a call throws. */
  public static String refusal(Class<? extends Exception> kind, Executable call) {
    return String.valueOf(assertThrows(kind, call).getMessage());
  }
}
