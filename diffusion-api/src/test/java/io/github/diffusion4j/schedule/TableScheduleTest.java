package io.github.diffusion4j.schedule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TableScheduleTest {

  @Test
  void rescalingKeepsTheFirstLevelAndLeavesNoSignal() {
    NoiseSchedule linear = NoiseSchedule.linear(500, 1e-4, 0.02);
    NoiseSchedule rescaled = NoiseSchedule.zeroTerminalSnr(linear);
    assertEquals(linear.level(1).alpha(), rescaled.level(1).alpha(), 1e-15);
    assertEquals(Level.of(500, 0, 1), rescaled.level(500));
    assertEquals(rescaled, NoiseSchedule.zeroTerminalSnr(rescaled));
  }

  static Stream<NoiseSchedule> notPreserving() {
    return Stream.of(
        NoiseSchedule.exponential(1000, 0.01, 50),
        NoiseSchedule.edm(1000, 0.002, 80, 0.5),
        NoiseSchedule.flow(1000, 1));
  }

  @ParameterizedTest
  @MethodSource("notPreserving")
  void onlyVariancePreservingSchedulesAreRescaled(NoiseSchedule schedule) {
    String message =
        String.valueOf(
            assertThrows(
                    IllegalArgumentException.class, () -> NoiseSchedule.zeroTerminalSnr(schedule))
                .getMessage());
    assertTrue(message.startsWith(schedule.level(1) + " has alpha^2 + sigma^2 = "), message);
    assertTrue(message.contains("such as linear or cosine"), message);
  }

  @Test
  void exponentialAlphaBarDecaysEvenly() {
    NoiseSchedule schedule = NoiseSchedule.exponentialAlphaBar(1000);
    for (int t = 1; t <= 1000; t++) {
      double expected = Math.exp(-12 * t / 1000.0);
      assertEquals(expected, schedule.level(t).alphaBar(), 1e-12 * expected);
    }
  }

  /** At T = 1 the one beta would be 1 - exp(-12). */
  @Test
  void exponentialAlphaBarIsCapped() {
    assertEquals(0.001, NoiseSchedule.exponentialAlphaBar(1).level(1).alphaBar(), 1e-15);
  }

  @Test
  void everyScheduleHasAStep() {
    assertEquals(
        "steps = 0: a schedule has at least 1",
        assertThrows(IllegalArgumentException.class, () -> NoiseSchedule.flow(0, 1)).getMessage());
    assertEquals(
        "steps = 0: a schedule has at least 1",
        assertThrows(IllegalArgumentException.class, () -> NoiseSchedule.cosine(0)).getMessage());
  }
}
