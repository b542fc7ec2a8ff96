package io.github.diffusion4j.train.network;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.github.diffusion4j.tensor.Shape;
import io.github.diffusion4j.train.engine.OnDjl;
import java.util.Arrays;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DitTest {
  /** One block alone, on its tokens. */
  private record Block() implements Network {
    @Override
    public <T> T forward(Ops<T> ops, T x, T time, @Nullable T context) {
      if (context == null) {
        throw new AssertionError("no context");
      }
      Layers<T> layers = new Layers<>(ops);
      T tokens = ops.reshape(x, Shape.of(6, 64));
      T condition = layers.linear("condition", ops.slice(context, 0, 8), 64);
      T states = ops.reshape(ops.slice(context, 8, 8 + 45), Shape.of(3, 15));
      T mask = ops.slice(context, 53, 56);
      TextContext<T> text = new TextContext<>(states, mask, mask);
      return ops.reshape(Dit.block(layers.at("block"), tokens, condition, text), shape());
    }

    @Override
    public Shape shape() {
      return Shape.of(6, 8, 8);
    }

    @Override
    public int contextSize() {
      return 56;
    }

    @Override
    public Map<String, String> configuration() {
      return Map.of();
    }
  }

  @Test
  void everyBlockIsTheIdentityAtTheStart() {
    Network block = new Block();
    Inputs inputs = Inputs.of(block, 2);
    assertArrayEquals(inputs.x(), run(block, NetworkSummary.of(block).initialValues(1), inputs));
    assertFalse(Arrays.equals(inputs.x(), run(block, Inputs.weights(block), inputs)));
  }

  /** 2 T^2 c products in an attention, 4 c^2 of its maps and 8 c^2 pointwise for each token. */
  @Test
  void theBlueprintCountsItsProducts() {
    long one = NetworkSummary.of(Networks.dit(Shape.of(4, 8, 8), 5, 7, 1, 64, 1)).multiplyAdds();
    long two = NetworkSummary.of(Networks.dit(Shape.of(4, 8, 8), 5, 7, 1, 64, 2)).multiplyAdds();
    int self = 64 * 12 * 64 * 64 + 2 * 64 * 64 * 64;
    int text = 2 * 64 * 64 * 64 + 2 * 5 * 7 * 64 + 2 * 64 * 5 * 64;
    int modulation = 6 * 64 * 64;
    assertEquals(self + text + modulation, two - one);
  }

  private static float[] run(Network network, Map<String, float[]> weights, Inputs inputs) {
    try (OnDjl djl = new OnDjl(network, weights)) {
      return djl.run(inputs);
    }
  }
}
