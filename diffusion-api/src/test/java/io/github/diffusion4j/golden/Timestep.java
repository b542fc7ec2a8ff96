package io.github.diffusion4j.golden;

import io.github.diffusion4j.schedule.Level;
import io.github.diffusion4j.schedule.NoiseSchedule;

/**
 * How times are counted: the reference's timestep t, from 0, is this library's time t + 1. So it is
 * in every level of every replay, also where the timestep is no step of training but the logarithm
 * of a sigma; the network is told t.
 */
final class Timestep {
  private Timestep() {}

  /** The level a timestep of the schedule stands for. */
  static Level of(NoiseSchedule schedule, double timestep) {
    return schedule.level(timestep + 1);
  }

  /** A level by its numbers. */
  static Level level(double timestep, double alpha, double sigma, double inputScale) {
    return new Level(timestep + 1, alpha, sigma, inputScale);
  }

  /** What the reference's network is told at a level. */
  static double at(Level level) {
    return level.time() - 1;
  }

  /**
   * The place of a timestep that was recorded with 15 digits: the second of equal ones, as the
   * reference has it.
   */
  static int place(double timestep, double[] times) {
    int place = -1;
    for (int i = 0, seen = 0; i < times.length && seen < 2; i++) {
      if (Math.abs(times[i] - timestep) <= 1e-9 * Math.max(1, Math.abs(timestep))) {
        place = i;
        seen++;
      }
    }
    if (place < 0) {
      throw new IllegalArgumentException(timestep + " is not a timestep of this grid");
    }
    return place;
  }
}
