package io.github.diffusion4j.train.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

/** What training gets from the engine is right, on whatever machine. */
class ConvolutionTest {
  private static final long QUICK = 500_000;

  @Test
  void outputsAndGradientsAreThoseOfTheSums() {
    assertEquals(List.of(), ConvolutionTwin.wrong(ConvolutionTwin.cases(QUICK)));
  }

  /** An image of one row, (1 2 3), under the kernel (10 20 30 above and below of nothing). */
  @Test
  void theSumsAreThoseOfTheDefinition() {
    float[] kernel = {7, 7, 7, 10, 20, 30, 7, 7, 7};
    ConvolutionSums sums =
        ConvolutionSums.of(
            new ConvolutionCase(1, 1, 1, 1, 3, 3),
            new float[] {1, 2, 3},
            kernel,
            new float[] {0.5f},
            new float[] {1, 0, -1});

    assertArrayEquals(new double[] {80.5, 140.5, 80.5}, sums.y());
    assertArrayEquals(new double[] {20, 20, -20}, sums.dx());
    assertArrayEquals(new double[] {0, 0, 0, -2, -2, 2, 0, 0, 0}, sums.dWeight());
    assertArrayEquals(new double[] {0}, sums.dBias());
  }
}
