package io.github.diffusion4j.tensor;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class TensorSlerpTest {
  private static final Tensor FROM = Tensor.wrap(Shape.of(2), new float[] {3, 0, 0, 1});
  private static final Tensor TO = Tensor.wrap(Shape.of(2), new float[] {0, 3, 0, 2});

  /** Rows turn on their own; the second only grows, since both point the same way. */
  @Test
  void theWayIsAnArcRowByRow() {
    float half = (float) (3 * Math.sqrt(0.5));
    assertArrayEquals(new float[] {half, half, 0, 1.5f}, FROM.slerp(TO, 0.5).data(), 1e-6f);
    assertArrayEquals(FROM.data(), FROM.slerp(TO, 0).data(), 1e-6f);
    assertArrayEquals(TO.data(), FROM.slerp(TO, 1).data(), 1e-6f);
  }

  @Test
  void aTemperatureScales() {
    assertArrayEquals(new float[] {1.5f, 0, 0, 0.5f}, FROM.times(0.5).data());
    assertThrows(IllegalArgumentException.class, () -> FROM.times(Double.NaN));
  }

  @Test
  void theShapesAreOne() {
    Tensor other = Tensor.zeros(1, Shape.of(2));
    assertEquals(
        "from 2 samples of 2 to 1 of 2: as many, of one shape",
        assertThrows(IllegalArgumentException.class, () -> FROM.slerp(other, 0.5)).getMessage());
  }
}
