package io.github.diffusion4j.schedule;

import com.google.common.primitives.ImmutableDoubleArray;

/**
 * A list of times.
 *
 * @param visited strictly falling, above 0
 */
record ExplicitTimes(ImmutableDoubleArray visited) implements Spacing {
  ExplicitTimes {
    double before = Double.POSITIVE_INFINITY;
    for (double time : visited.toArray()) {
      if (!(time > 0 && time < before)) {
        throw new IllegalArgumentException(
            "times %s: they fall strictly and stay above 0, which is added as the end"
                .formatted(visited));
      }
      before = time;
    }
    if (visited.isEmpty()) {
      throw new IllegalArgumentException("no times: a spacing visits at least 1");
    }
  }

  @Override
  public double[] times(NoiseSchedule schedule, int steps) {
    if (steps != visited.length()) {
      throw new IllegalArgumentException(
          "steps = %d: this spacing lists %d times, so ask for %d steps"
              .formatted(steps, visited.length(), visited.length()));
    }
    new TimeRange(schedule.steps()).check(visited.get(0));
    return TimeGrid.of(schedule, steps, visited::get);
  }
}
