package io.github.diffusion4j.samples.bench;

import io.github.diffusion4j.tensor.Shape;
import io.github.diffusion4j.train.network.Init;
import io.github.diffusion4j.train.network.Ops;
import io.github.diffusion4j.train.network.ParameterSpec;

/** What the networks of this module are made of. */
final class TinyLayers {
  private TinyLayers() {}

  /** A fully connected layer. */
  static <T> T linear(Ops<T> ops, String name, T x, int out) {
    Shape weight = Shape.of(out, ops.shape(x).dimension(0));
    return ops.linear(
        x,
        ops.parameter(new ParameterSpec(name + "/weight", weight, Init.FAN_IN)),
        ops.parameter(new ParameterSpec(name + "/bias", Shape.of(out), Init.ZEROS)));
  }
}
