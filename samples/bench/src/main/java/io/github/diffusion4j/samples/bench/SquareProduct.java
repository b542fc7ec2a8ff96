package io.github.diffusion4j.samples.bench;

import io.github.diffusion4j.tensor.Shape;
import io.github.diffusion4j.train.network.Network;
import io.github.diffusion4j.train.network.Ops;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One fully connected layer; with a batch of its size it is a product of square matrices. */
record SquareProduct(int size) implements Network {

  @Override
  public <T> T forward(Ops<T> ops, T x, T time, @Nullable T context) {
    return TinyLayers.linear(ops, "product", x, size);
  }

  @Override
  public Shape shape() {
    return Shape.of(size);
  }

  @Override
  public int contextSize() {
    return 0;
  }

  @Override
  public Map<String, String> configuration() {
    return Map.of("network", "square-product");
  }
}
