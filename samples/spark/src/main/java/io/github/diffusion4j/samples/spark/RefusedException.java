package io.github.diffusion4j.samples.spark;

/** A row that cannot be drawn, wherever and however often it is tried; the message says why. */
final class RefusedException extends RuntimeException {
  private static final long serialVersionUID = 1;

  RefusedException(String reason) {
    super(reason);
  }
}
