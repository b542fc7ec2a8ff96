package io.github.diffusion4j.samples.bench;

import io.github.diffusion4j.tensor.Shape;
import io.github.diffusion4j.train.network.Init;
import io.github.diffusion4j.train.network.Network;
import io.github.diffusion4j.train.network.Ops;
import io.github.diffusion4j.train.network.ParameterSpec;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Two convolutions with 8 channels between them, scaled by the time. */
record TinyConvolutions() implements Network {
  private static final int CHANNELS = 8;

  @Override
  public <T> T forward(Ops<T> ops, T x, T time, @Nullable T context) {
    T hidden = convolution(ops, "in", x, CHANNELS);
    T scale = TinyLayers.linear(ops, "scale", time, CHANNELS);
    T shift = TinyLayers.linear(ops, "shift", time, CHANNELS);
    return convolution(ops, "out", ops.silu(ops.affine(hidden, scale, shift)), 3);
  }

  private static <T> T convolution(Ops<T> ops, String name, T x, int out) {
    Shape weight = Shape.of(out, ops.shape(x).dimension(0), 3, 3);
    return ops.convolution(
        x,
        ops.parameter(new ParameterSpec(name + "/weight", weight, Init.FAN_IN)),
        ops.parameter(new ParameterSpec(name + "/bias", Shape.of(out), Init.ZEROS)));
  }

  @Override
  public Shape shape() {
    return Shape.of(3, 16, 16);
  }

  @Override
  public int contextSize() {
    return 0;
  }

  @Override
  public Map<String, String> configuration() {
    return Map.of("network", "tiny-convolutions");
  }
}
