package io.github.diffusion4j.schedule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FlowTest {

  @Test
  void withoutShiftItIsAStraightLine() {
    assertEquals(Level.of(250, 0.75, 0.25), NoiseSchedule.flow(1000, 1).level(250));
  }

  @Test
  void bothEndsAreExact() {
    NoiseSchedule flow = NoiseSchedule.flow(1000, 3);
    assertEquals(Level.of(0, 1, 0), flow.level(0));
    assertEquals(Level.of(1000, 0, 1), flow.level(1000));
  }

  /** Near T alpha keeps its digits, though sigma is 1 within rounding. */
  @Test
  void theLastTraceOfSignalIsExact() {
    double gap = 0x1p-50;
    assertEquals(gap / 3, NoiseSchedule.flow(1, 3).level(1 - gap).alpha(), 1e-29);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, -1, Double.NaN, Double.POSITIVE_INFINITY})
  void aShiftIsAboveZeroAndFinite(double shift) {
    String message =
        String.valueOf(
            assertThrows(IllegalArgumentException.class, () -> NoiseSchedule.flow(10, shift))
                .getMessage());
    assertTrue(message.startsWith("shift = " + shift + ": "), message);
  }
}
