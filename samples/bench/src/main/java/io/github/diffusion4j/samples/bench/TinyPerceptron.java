package io.github.diffusion4j.samples.bench;

import io.github.diffusion4j.tensor.Shape;
import io.github.diffusion4j.train.network.Network;
import io.github.diffusion4j.train.network.Ops;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A fully connected network with one hidden layer of 64. */
record TinyPerceptron() implements Network {
  private static final int WIDTH = 64;

  @Override
  public <T> T forward(Ops<T> ops, T x, T time, @Nullable T context) {
    T pixels = ops.reshape(x, Shape.of(shape().size()));
    T hidden =
        ops.add(
            TinyLayers.linear(ops, "in", pixels, WIDTH),
            TinyLayers.linear(ops, "time", time, WIDTH));
    return ops.reshape(TinyLayers.linear(ops, "out", ops.silu(hidden), shape().size()), shape());
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
    return Map.of("network", "tiny-perceptron");
  }
}
