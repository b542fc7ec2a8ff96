package io.github.diffusion4j.train.evaluate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class BootstrapTest {
  private static final double[] VALUES = new Random(1).doubles(400).toArray();

  /** Uniform values have a standard deviation of sqrt(1/12). */
  @Test
  void ofAMeanIsAsWideAsTheTextbookSays() {
    Estimate mean = new Bootstrap(2000, 0).ofMean(VALUES);
    assertEquals(Arrays.stream(VALUES).average().orElseThrow(), mean.value());
    assertEquals(1.96 * Math.sqrt(1 / 12.0 / 400), mean.high() - mean.value(), 0.002);
    assertEquals(mean.value() - mean.low(), mean.high() - mean.value(), 1e-12);
  }

  @Test
  void ofAMedianIsTheMiddle() {
    assertEquals(3, Bootstrap.DEFAULT.ofMedian(new double[] {9, 1, 3}).value());
    assertEquals(2, Bootstrap.DEFAULT.ofMedian(new double[] {9, 1, 3, 1}).value());
  }

  @Test
  void dependsOnTheSeedAlone() {
    Estimate once = new Bootstrap(50, 7).ofMean(VALUES);
    assertEquals(once, new Bootstrap(50, 7).ofMean(VALUES));
    assertNotEquals(once, new Bootstrap(50, 8).ofMean(VALUES));
  }
}
