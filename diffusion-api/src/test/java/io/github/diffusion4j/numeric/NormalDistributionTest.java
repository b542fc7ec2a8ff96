package io.github.diffusion4j.numeric;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NormalDistributionTest {

  /** Values of double precision, from the complementary error function. */
  @ParameterizedTest
  @CsvSource({
    "0, -0.6931471805599453",
    "-1, -1.8410216450092636",
    "-2.9999, -6.607397916292054",
    "-3.0001, -6.608054536023053",
    "-5, -15.064998393988726",
    "-10, -53.23128515051247",
    "-37, -689.0305855768905",
    "1, -0.1727537790234499",
    "8, -6.220960574271785e-16"
  })
  void theLogarithmOfTheTail(double x, double log) {
    assertEquals(log, NormalDistribution.logBelow(x), 1e-6 * Math.abs(log));
  }

  /** A density times a small width, on either side and far out. */
  @ParameterizedTest
  @CsvSource({"-30", "-3", "-0.2", "0", "0.5", "4", "30"})
  void aNarrowIntervalHasItsShareOfTheDensity(double x) {
    double width = 1e-5;
    assertEquals(
        NormalDistribution.logDensity(x) + Math.log(width),
        NormalDistribution.logProbability(x - width / 2, x + width / 2),
        1e-6);
  }

  @Test
  void theWholeLineIsCertain() {
    assertEquals(
        0,
        NormalDistribution.logProbability(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY),
        1e-15);
  }
}
