package io.github.diffusion4j.schedule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VarianceExplodingTest {
  private static final NoiseSchedule NCSN = NoiseSchedule.exponential(1000, 0.01, 50);
  private static final NoiseSchedule EDM = NoiseSchedule.edm(1000, 0.002, 80, 0.5);

  @Test
  void bothEndsAreExact() {
    assertEquals(Level.of(1, 1, 0.01), NCSN.level(1));
    assertEquals(Level.of(1000, 1, 50), NCSN.level(1000));
    assertEquals(Level.of(0, 1, 0), NCSN.level(0));
  }

  @Test
  void sigmaGrowsByTheSameFactorEachStep() {
    double factor = Math.pow(50 / 0.01, 1 / 999.0);
    for (int t = 2; t <= 1000; t++) {
      assertEquals(factor, NCSN.level(t).sigma() / NCSN.level(t - 1).sigma(), 1e-12);
    }
  }

  @Test
  void belowTheFirstStepSigmaGoesStraightToZero() {
    assertEquals(0.0025, NCSN.level(0.25).sigma());
    assertEquals(1e-302, NCSN.level(1e-300).sigma(), 1e-315);
  }

  /** 2206.00364, table 1: c_in. */
  @Test
  void anEdmNetworkSeesUnitVariance() {
    assertEquals(1 / Math.sqrt(80 * 80 + 0.25), EDM.level(1000).inputScale(), 1e-18);
    assertEquals(2, EDM.level(0).inputScale());
    Level level = EDM.level(400.5);
    assertEquals(1, Math.hypot(0.5, level.sigma()) * level.inputScale(), 1e-15);
  }

  @ParameterizedTest
  @CsvSource({
    "1, 0.002, 80, 0.5, steps = 1: sigma grows",
    "10, 0, 80, 0.5, sigma from 0.0 to 80.0: it grows from above 0",
    "10, 80, 80, 0.5, sigma from 80.0 to 80.0: it grows",
    "10, 0.002, Infinity, 0.5, stays finite",
    "10, NaN, 80, 0.5, sigma from NaN",
    "10, 0.002, 80, 0, sigma-data = 0.0: a standard deviation above 0",
    "10, 0.002, 80, NaN, sigma-data = NaN"
  })
  void whatIsOutOfRangeIsRefused(
      int steps, double sigmaMin, double sigmaMax, double sigmaData, String part) {
    String message =
        String.valueOf(
            assertThrows(
                    IllegalArgumentException.class,
                    () -> NoiseSchedule.edm(steps, sigmaMin, sigmaMax, sigmaData))
                .getMessage());
    assertTrue(message.contains(part), message);
  }
}
