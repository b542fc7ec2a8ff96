package io.github.diffusion4j.schedule;

import io.github.diffusion4j.numeric.BetaDistribution;

/**
 * From T to 1, both visited, at the quantiles of a Beta distribution between.
 *
 * @param distribution of the times
 */
record BetaQuantiles(BetaDistribution distribution) implements Spacing {

  // 2407.12173: t(i) = quantile of 1 - i / (n - 1)
  @Override
  public double[] times(NoiseSchedule schedule, int steps) {
    int last = schedule.steps();
    return TimeGrid.of(
        schedule,
        steps,
        i ->
            i == 0
                ? last
                : 1 + (last - 1) * distribution.quantile((steps - 1.0 - i) / (steps - 1)));
  }
}
