package io.github.diffusion4j.schedule;

import java.util.function.IntToDoubleFunction;

/** The rule of every spacing: from 1 to T times that fall strictly, then 0. */
final class TimeGrid {
  private TimeGrid() {}

  /**
   * Collects the times.
   *
   * @param time of visit i, counted from 0
   */
  static double[] of(NoiseSchedule schedule, int steps, IntToDoubleFunction time) {
    if (steps < 1 || steps > schedule.steps()) {
      throw new IllegalArgumentException(
          "steps = %d: this schedule takes 1 to %d".formatted(steps, schedule.steps()));
    }
    double[] times = new double[steps + 1];
    for (int i = 0; i < steps; i++) {
      times[i] = time.applyAsDouble(i);
      if (i > 0 && !(times[i] < times[i - 1])) {
        throw new IllegalArgumentException(
            "%d steps: time %s would be followed by %s, but times fall strictly; ask for fewer steps"
                .formatted(steps, times[i - 1], times[i]));
      }
    }
    return times;
  }
}
