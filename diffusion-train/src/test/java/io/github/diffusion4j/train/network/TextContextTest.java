package io.github.diffusion4j.train.network;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.diffusion4j.tensor.Shape;
import io.github.diffusion4j.train.engine.OnDjl;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Networks that attend to a text. */
class TextContextTest {
  private static final int TOKENS = 3;
  private static final int WIDTH = 16;

  static Stream<Network> networks() {
    return Stream.of(
        Networks.dit(Shape.of(4, 4, 4), TOKENS, WIDTH, 1, 32, 2),
        Networks.inContextDit(Shape.of(4, 4, 4), TOKENS, WIDTH, 2, 32, 1),
        Networks.crossAttentionUnet(Shape.of(4, 4, 4), TOKENS, WIDTH, 32, 1));
  }

  @ParameterizedTest
  @MethodSource("networks")
  void whatTheMaskHidesDoesNotCount(Network network) {
    Inputs inputs = Inputs.of(network, 1);
    float[] context = inputs.context();
    context[TOKENS * WIDTH] = 1;
    context[TOKENS * WIDTH + 1] = 1;
    context[TOKENS * WIDTH + 2] = 0;
    float[] once = run(network, inputs);
    Arrays.fill(context, 2 * WIDTH, 3 * WIDTH, 9); // the hidden token
    assertArrayEquals(once, run(network, inputs));
    Arrays.fill(context, WIDTH, 2 * WIDTH, 9);
    assertFalse(Arrays.equals(once, run(network, inputs)));
  }

  @ParameterizedTest
  @MethodSource("networks")
  void thePooledStateCounts(Network network) {
    Inputs inputs = Inputs.of(network, 1);
    float[] once = run(network, inputs);
    inputs.context()[TOKENS * WIDTH + TOKENS] += 1;
    assertFalse(Arrays.equals(once, run(network, inputs)));
  }

  @ParameterizedTest
  @MethodSource("networks")
  void noTextAtAllGivesNumbers(Network network) {
    Inputs inputs = Inputs.of(network, 1);
    Arrays.fill(inputs.context(), 0);
    for (float value : run(network, inputs)) {
      assertTrue(Float.isFinite(value), () -> "a value of " + value);
    }
  }

  private static float[] run(Network network, Inputs inputs) {
    try (OnDjl djl = new OnDjl(network, Inputs.weights(network))) {
      return djl.run(inputs);
    }
  }
}
