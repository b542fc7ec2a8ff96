package io.github.diffusion4j.schedule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LevelTest {

  @Test
  void aNetworkMayCountItsTimeFromBelowZero() {
    double time = 0.25 * Math.log(0.002);
    assertEquals(time, Level.of(1, 1, 0.002).withTime(time).time());
  }

  @ParameterizedTest
  @CsvSource({
    "NaN, 1, 1, 1",
    "-Infinity, 1, 1, 1",
    "1, -1, 1, 1",
    "1, 1, -1, 1",
    "1, 0, 0, 1",
    "1, Infinity, 1, 1",
    "1, 1, NaN, 1",
    "1, 1, 1, 0",
    "1, 1, 1, Infinity"
  })
  void whatIsNoLevelIsRefused(double time, double alpha, double sigma, double scale) {
    String message =
        String.valueOf(
            assertThrows(IllegalArgumentException.class, () -> new Level(time, alpha, sigma, scale))
                .getMessage());
    assertTrue(
        message.startsWith(
            "time %s, alpha %s, sigma %s, input scale %s: ".formatted(time, alpha, sigma, scale)),
        message);
  }
}
