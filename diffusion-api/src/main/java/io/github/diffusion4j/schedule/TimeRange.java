package io.github.diffusion4j.schedule;

/**
 * The times 0 to T of a schedule.
 *
 * @param steps T, at least 1
 */
record TimeRange(int steps) {
  TimeRange {
    if (steps < 1) {
      throw new IllegalArgumentException("steps = " + steps + ": a schedule has at least 1");
    }
  }

  /** Refuses a time outside. */
  void check(double time) {
    if (!(time >= 0 && time <= steps)) {
      throw new IllegalArgumentException(
          "time = %s: this schedule runs from 0 to %d".formatted(time, steps));
    }
  }
}
