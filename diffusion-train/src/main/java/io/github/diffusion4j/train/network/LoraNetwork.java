package io.github.diffusion4j.train.network;

import io.github.diffusion4j.tensor.Shape;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A network whose layers have factors beside their weights.
 *
 * @param base what is adapted
 * @param lora how
 */
record LoraNetwork(Network base, Lora lora) implements Network {
  @Override
  public <T> T forward(Ops<T> ops, T x, T time, @Nullable T context) {
    return base.forward(new LoraOps<>(ops, lora), x, time, context);
  }

  @Override
  public Shape shape() {
    return base.shape();
  }

  @Override
  public int contextSize() {
    return base.contextSize();
  }

  /** The base's: the factors are no part of the architecture. */
  @Override
  public Map<String, String> configuration() {
    return base.configuration();
  }
}
