package io.github.diffusion4j.samples.bench;

import ai.onnxruntime.OrtException;
import io.github.diffusion4j.tensor.NoiseSource;
import java.io.PrintStream;
import java.time.Duration;

/** What the noise of a step costs, against the evaluation that it goes with. */
final class NoiseCost {
  private static final int ROWS = 100;
  private static final int SIZE = 3 * 16 * 16;

  private NoiseCost() {}

  static void run(PrintStream out) throws OrtException {
    float[] noise = new float[ROWS * SIZE];
    try (BareSession bare = new BareSession(Subject.icons(), ROWS, Setting.ofLibrary())) {
      Pairs pairs = Pairs.inTurn(() -> fill(noise), () -> bare.run(1), Duration.ofSeconds(12));
      Table table =
          new Table(
              "Noise for 100 samples of 3x16x16 against one evaluation of icons16",
              "noise, us",
              "ns per normal",
              "evaluation, us",
              "noise / evaluation",
              "its middle half");
      table.add(
          pairs.first(),
          pairs.first() * 1e3 / noise.length,
          pairs.second(),
          pairs.ratio(),
          pairs.spread());
      table.print(out);
    }
  }

  private static void fill(float[] noise) {
    for (int row = 0; row < ROWS; row++) {
      NoiseSource.gaussian().fill(row, 1, noise, row * SIZE, SIZE);
    }
  }
}
