package io.github.diffusion4j.schedule;

import java.util.Map;

/**
 * Noise over a signal that stays, alpha = 1. Sigma is geometric from time 1 to T, and linear from 0
 * before.
 *
 * @param steps T, at least 2
 * @param sigmaMin at time 1
 * @param sigmaMax at time T
 */
record VarianceExploding(int steps, double sigmaMin, double sigmaMax) implements NoiseSchedule {
  VarianceExploding {
    if (steps < 2) {
      throw new IllegalArgumentException(
          "steps = " + steps + ": sigma grows from time 1 to T, so at least 2");
    }
    if (!(sigmaMin > 0 && sigmaMin < sigmaMax && sigmaMax < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "sigma from %s to %s: it grows from above 0 and stays finite, such as from 0.002 to 80"
              .formatted(sigmaMin, sigmaMax));
    }
  }

  @Override
  public Level level(double time) {
    new TimeRange(steps).check(time);
    return Level.of(time, 1, time < 1 ? sigmaMin * time : sigma((time - 1) / (steps - 1)));
  }

  // 2011.13456, appendix C: sigma(u) = sigma_min (sigma_max / sigma_min)^u, exact at both ends
  private double sigma(double u) {
    return Math.pow(sigmaMin, 1 - u) * Math.pow(sigmaMax, u);
  }

  @Override
  public Map<String, String> toEntries() {
    return ScheduleText.with(
        ScheduleText.with(
            ScheduleText.of("exponential", steps),
            ScheduleKeys.SIGMA_MIN,
            Double.toString(sigmaMin)),
        ScheduleKeys.SIGMA_MAX,
        Double.toString(sigmaMax));
  }
}
