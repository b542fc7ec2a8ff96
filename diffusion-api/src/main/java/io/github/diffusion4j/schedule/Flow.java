package io.github.diffusion4j.schedule;

import java.util.Map;

/**
 * The straight way from signal to noise, alpha + sigma = 1.
 *
 * @param steps T, at least 1
 * @param shift towards noise, above 0
 */
record Flow(int steps, double shift) implements NoiseSchedule {
  Flow {
    new TimeRange(steps);
    if (!(shift > 0 && shift < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "shift = " + shift + ": a number above 0; 1 is none, 3 spends more time in noise");
    }
  }

  // 2403.03206, eq 23: sigma = shift u / (1 + (shift - 1) u); 1 - sigma keeps its digits near T
  @Override
  public Level level(double time) {
    new TimeRange(steps).check(time);
    double noise = shift * (time / steps);
    double signal = (steps - time) / steps;
    return Level.of(time, signal / (signal + noise), noise / (signal + noise));
  }

  @Override
  public Map<String, String> toEntries() {
    return ScheduleText.with(
        ScheduleText.of("flow", steps), ScheduleKeys.SHIFT, Double.toString(shift));
  }
}
