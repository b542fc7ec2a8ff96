package io.github.diffusion4j.schedule;

import java.util.Map;

/**
 * Variance preserving in continuous time, beta linear in the time.
 *
 * @param steps T, at least 1
 * @param betaMin beta at time 0
 * @param betaMax beta at time T
 */
record ContinuousBetas(int steps, double betaMin, double betaMax) implements NoiseSchedule {
  ContinuousBetas {
    new TimeRange(steps);
    if (!(betaMin > 0 && betaMin <= betaMax && betaMax < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "beta from %s to %s: it starts above 0, does not fall and stays finite, such as from 0.1 to 20"
              .formatted(betaMin, betaMax));
    }
  }

  // 2011.13456, eq 29: alpha = exp(-B / 2), sigma^2 = 1 - exp(-B)
  @Override
  public Level level(double time) {
    double b = integral(time);
    return Level.of(time, Math.exp(-b / 2), Math.sqrt(-Math.expm1(-b)));
  }

  /** B, the integral of beta(u) = beta_min + u (beta_max - beta_min) from 0 to u = t / T. */
  double integral(double time) {
    new TimeRange(steps).check(time);
    double u = time / steps;
    return u * betaMin + u * u / 2 * (betaMax - betaMin);
  }

  @Override
  public Map<String, String> toEntries() {
    return ScheduleText.with(
        ScheduleText.with(
            ScheduleText.of("variance-preserving", steps),
            ScheduleKeys.BETA_MIN,
            Double.toString(betaMin)),
        ScheduleKeys.BETA_MAX,
        Double.toString(betaMax));
  }
}
