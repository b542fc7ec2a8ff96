package io.github.diffusion4j.schedule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ContinuousBetasTest {

  static List<NoiseSchedule> schedules() {
    return List.of(
        NoiseSchedule.variancePreserving(250, 0.2, 15),
        NoiseSchedule.subVariancePreserving(250, 0.2, 15));
  }

  @ParameterizedTest
  @MethodSource("schedules")
  void aCardGivesThemBack(NoiseSchedule schedule) {
    assertEquals(schedule, NoiseSchedule.parse("test", schedule.toEntries()));
  }

  @Test
  void aCardMayLeaveOutThePapersBetas() {
    assertEquals(
        NoiseSchedule.subVariancePreserving(1000, 0.1, 20),
        NoiseSchedule.parse(
            "test", Map.of("schedule", "sub-variance-preserving", "schedule.steps", "1000")));
  }

  @ParameterizedTest
  @CsvSource({"0, 20", "-1, 20", "20, 0.1", "0.1, Infinity", "NaN, 20"})
  void betasStartAboveZeroAndDoNotFall(double min, double max) {
    String message =
        String.valueOf(
            assertThrows(
                    IllegalArgumentException.class,
                    () -> NoiseSchedule.subVariancePreserving(1000, min, max))
                .getMessage());
    assertTrue(message.startsWith("beta from " + min + " to " + max), message);
  }
}
