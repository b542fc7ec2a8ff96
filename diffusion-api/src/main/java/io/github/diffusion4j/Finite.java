package io.github.diffusion4j;

import io.github.diffusion4j.tensor.Tensor;

/** Keeps NaN and infinity from travelling out of a network. */
final class Finite {
  private Finite() {}

  static void check(Tensor values, String what) {
    for (float value : values.data()) {
      if (!Float.isFinite(value)) {
        throw new IllegalStateException(
            what
                + " has a value of "
                + value
                + ": its network overflows; use one of float32, or with fewer bits in its weights alone");
      }
    }
  }
}
