package io.github.diffusion4j.train.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.diffusion4j.tensor.Shape;
import io.github.diffusion4j.train.network.Inputs;
import io.github.diffusion4j.train.network.Network;
import io.github.diffusion4j.train.network.Networks;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Training in bfloat16, which the environment of the process asks for. */
class FpMathTest {
  private static final Network NETWORK = Networks.dit(Shape.of(4, 8, 8), 3, 16, 2, 64, 2);

  @Test
  void aNetworkIsWhatItIsInFloat32ButForRounding() throws IOException, InterruptedException {
    float[] exact = output();
    List<String> lines = OwnJvm.lines(Rounded.class, Map.of("ONEDNN_DEFAULT_FPMATH_MODE", "BF16"));

    assertEquals("ONEDNN_BFLOAT16", lines.get(lines.size() - 2), lines::toString);
    String[] rounded = lines.get(lines.size() - 1).split(" ", -1);
    assertEquals(exact.length, rounded.length);
    double difference = 0;
    double norm = 0;
    for (int i = 0; i < exact.length; i++) {
      difference += Math.pow(Float.parseFloat(rounded[i]) - exact[i], 2);
      norm += Math.pow(exact[i], 2);
    }
    double relative = Math.sqrt(difference / norm);
    assertTrue(relative < 0.03, () -> "it differs by " + relative);
  }

  private static float[] output() {
    try (OnDjl djl = new OnDjl(NETWORK, Inputs.weights(NETWORK))) {
      return djl.run(Inputs.of(NETWORK, 2));
    }
  }

  /** Tells what an engine makes of the network. */
  static final class Rounded {
    private Rounded() {}

    public static void main(String[] arguments) {
      System.out.println(TorchEngine.start().convolutions());
      StringBuilder line = new StringBuilder();
      for (float value : output()) {
        line.append(line.isEmpty() ? "" : " ").append(value);
      }
      System.out.println(line);
    }
  }
}
