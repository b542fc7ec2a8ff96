package io.github.diffusion4j.samples.course;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.diffusion4j.tensor.Shape;
import io.github.diffusion4j.tensor.Tensor;
import org.junit.jupiter.api.Test;

class SpreadTest {
  private static final Tensor PICTURES =
      Tensor.wrap(Shape.of(1, 1, 2), new float[] {0, 7, 10, -1, 2, 7, 10, -1});

  @Test
  void isTheDeviationFromImageToImage() {
    double first = 83.0 / 3; // of 0, 10, 2, 10
    double second = 64.0 / 3; // of 7, -1, 7, -1
    assertEquals(Math.sqrt((first + second) / 2), Spread.of(PICTURES), 1e-12);
  }

  @Test
  void imagesThatWereAskedForTheSameAreAmongThemselves() {
    assertEquals(Math.sqrt(2.0 / 4), Spread.among(PICTURES, 2), 1e-12); // 0 and 2 differ alone
  }
}
