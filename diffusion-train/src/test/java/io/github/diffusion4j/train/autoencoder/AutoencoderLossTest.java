package io.github.diffusion4j.train.autoencoder;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.github.diffusion4j.train.engine.TorchSession;
import io.github.diffusion4j.train.network.Autoencoder;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** The loss against its formulas, written out. */
class AutoencoderLossTest {
  private static final int SIDE = 8;
  private static final int PIXELS = 3 * SIDE * SIDE;
  private static final int LATENTS = 2 * 2 * 2;
  private static final Autoencoder NETWORK =
      new Autoencoder(io.github.diffusion4j.tensor.Shape.of(3, SIDE, SIDE), 2, 32, 1);

  @Test
  void isThatOfTheFormulas() {
    SplittableRandom random = new SplittableRandom(1);
    float[] output = new float[PIXELS + 2 * LATENTS];
    float[] target = new float[PIXELS];
    for (int i = 0; i < output.length; i++) {
      output[i] = (float) random.nextDouble(-1, 1);
    }
    for (int i = 0; i < target.length; i++) {
      target[i] = (float) random.nextDouble(-1, 1);
    }
    double[] error = new double[PIXELS];
    double absolute = 0;
    for (int i = 0; i < PIXELS; i++) {
      error[i] = output[i] - target[i];
      absolute += Math.abs(error[i]) / PIXELS;
    }
    double divergence = 0;
    for (int i = 0; i < LATENTS; i++) {
      double mean = output[PIXELS + i];
      double logVariance = output[PIXELS + LATENTS + i];
      divergence -= (1 + logVariance - mean * mean - Math.exp(logVariance)) / 2 / LATENTS;
    }
    double edges = edges(error, SIDE) + edges(halved(error), SIDE / 2);
    assertEquals(absolute + 0.5 * edges + 3e-5 * divergence, loss(output, target), 1e-6);
  }

  @Test
  void isZeroWhereNothingIsWrong() {
    float[] target = new float[PIXELS];
    Arrays.fill(target, 0.25f);
    assertEquals(0, loss(Arrays.copyOf(target, PIXELS + 2 * LATENTS), target), 1e-9);
  }

  private static double loss(float[] output, float[] target) {
    try (TorchSession session = TorchSession.open(1);
        NDManager scope = session.newScope()) {
      NDArray made = scope.create(output, new Shape(1, output.length));
      NDArray wanted = scope.create(target, new Shape(1, target.length));
      NDArray weight = scope.ones(new Shape(1));
      return new AutoencoderLoss(NETWORK).of(made, wanted, weight).getFloat();
    }
  }

  private static double edges(double[] error, int side) {
    double across = 0;
    double down = 0;
    for (int i = 0; i < error.length; i++) {
      int x = i % side;
      int y = i / side % side;
      across += x + 1 < side ? Math.abs(error[i + 1] - error[i]) : 0;
      down += y + 1 < side ? Math.abs(error[i + side] - error[i]) : 0;
    }
    return (across + down) / (3 * side * (side - 1));
  }

  private static double[] halved(double[] error) {
    double[] halved = new double[error.length / 4];
    for (int i = 0; i < error.length; i++) {
      int x = i % SIDE / 2;
      int y = i / SIDE % SIDE / 2;
      halved[i / (SIDE * SIDE) * 16 + y * 4 + x] += error[i] / 4;
    }
    return halved;
  }
}
