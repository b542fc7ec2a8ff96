package io.github.diffusion4j.golden;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

/** The reference's timesteps, as its library prints them. */
class TimestepSpacingTest {

  @Test
  void leadingCountsUpFromTheOffset() {
    assertArrayEquals(
        new double[] {751, 501, 251, 1}, TimestepSpacing.LEADING.times(1000, 4, 1), 0);
  }

  @Test
  void linspaceIsNotRounded() {
    assertArrayEquals(
        new double[] {999, 749.25, 499.5, 249.75, 0},
        TimestepSpacing.LINSPACE.times(1000, 5, 0),
        0);
    assertArrayEquals(new double[] {0}, TimestepSpacing.LINSPACE.times(1000, 1, 0), 0);
  }

  @Test
  void trailingRoundsWhatCountingDownInFloatingPointGives() {
    // 7 - 3 * 7/6 is 3.5, but 3.499999999999999 in the reference's arithmetic.
    assertArrayEquals(new double[] {6, 5, 4, 2, 1, 0}, TimestepSpacing.TRAILING.times(7, 6, 0), 0);
  }

  @Test
  void trailingNowAndThenHasOneTimestepMoreThanAskedFor() {
    double[] times = TimestepSpacing.TRAILING.times(1000, 61, 0);
    assertEquals(62, times.length);
    assertEquals(-1, times[61]);
  }
}
