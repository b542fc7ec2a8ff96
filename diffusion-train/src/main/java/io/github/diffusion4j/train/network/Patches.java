package io.github.diffusion4j.train.network;

import io.github.diffusion4j.tensor.Shape;

/**
 * Square patches of an image as tokens, in the order of rows (2212.09748, section 3.2, "Patchify").
 *
 * @param shape channels x height x width
 * @param side of a patch, 1 or 2
 */
record Patches(Shape shape, int side) {

  static void check(Shape shape, int patch) {
    if (patch != 1 && patch != 2) {
      throw new IllegalArgumentException("patch = " + patch + ": 1 or 2");
    }
    Divisible.check("the DiT", shape, patch);
  }

  /** Of a token. */
  int features() {
    return side * side * shape.dimension(0);
  }

  private int count() {
    return shape.size() / features();
  }

  /** As n x tokens x features. */
  <T> T tokens(Ops<T> ops, T image) {
    T patches = side == 1 ? image : ops.spaceToDepth(image);
    T columns = ops.reshape(patches, Shape.of(1, features(), count()));
    return ops.reshape(ops.transpose(columns), Shape.of(count(), features()));
  }

  /** Undoes {@link #tokens}. */
  <T> T image(Ops<T> ops, T tokens) {
    T rows = ops.reshape(tokens, Shape.of(1, count(), features()));
    Shape small = Shape.of(features(), shape.dimension(1) / side, shape.dimension(2) / side);
    T patches = ops.reshape(ops.transpose(rows), small);
    return side == 1 ? patches : ops.depthToSpace(patches);
  }
}
