package io.github.diffusion4j.schedule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class TimeAtTest {

  @Test
  void aWholeTimeIsFoundExactly() {
    NoiseSchedule linear = NoiseSchedule.linear(1000, 1e-4, 0.02);
    for (int t = 0; t <= 1000; t++) {
      assertEquals(t, linear.timeAt(linear.level(t).logSnr()));
    }
  }

  @Test
  void bothEndsMayBeInfinite() {
    NoiseSchedule toPureNoise =
        NoiseSchedule.zeroTerminalSnr(NoiseSchedule.linear(500, 1e-4, 0.02));
    assertEquals(0, toPureNoise.timeAt(Double.POSITIVE_INFINITY));
    assertEquals(500, toPureNoise.timeAt(Double.NEGATIVE_INFINITY));
  }

  /** alpha = sin(share of a small angle) keeps its digits; cos of nearly pi/2 would not. */
  @Test
  void theLastTraceOfSignalIsExact() {
    NoiseSchedule toPureNoise = NoiseSchedule.ofAlphaBars(0.5, 0);
    double gap = 0x1p-50;
    assertEquals(gap * Math.PI / 4, toPureNoise.level(2 - gap).alpha(), 1e-30);
    double logSnr = toPureNoise.level(2 - gap).logSnr();
    assertEquals(2 - gap, toPureNoise.timeAt(logSnr));
  }

  @Test
  void whatLiesOutsideIsRefusedWithTheBounds() {
    NoiseSchedule half = NoiseSchedule.ofAlphaBars(0.5);
    assertEquals(
        "log-SNR = -3.0: this schedule falls from Infinity at time 0 to 0.0 at time 1; ask for one in between",
        assertThrows(IllegalArgumentException.class, () -> half.timeAt(-3)).getMessage());
  }
}
