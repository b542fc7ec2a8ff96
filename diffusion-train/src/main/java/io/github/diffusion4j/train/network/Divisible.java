package io.github.diffusion4j.train.network;

import io.github.diffusion4j.tensor.Shape;

/** The sizes of image that a network takes. */
final class Divisible {
  private Divisible() {}

  static void check(String network, Shape shape, int downSampling) {
    if (shape.rank() != 3
        || shape.dimension(1) % downSampling != 0
        || shape.dimension(2) % downSampling != 0) {
      throw new IllegalArgumentException(
          "shape %s: %s takes channels x height x width with height and width divisible by %s"
              .formatted(shape, network, downSampling));
    }
  }
}
