package io.github.diffusion4j.schedule;

import java.util.Map;

/**
 * The signal of a variance preserving schedule under less noise: its variance squared.
 *
 * @param betas of the variance preserving schedule
 */
record SubVariancePreserving(ContinuousBetas betas) implements NoiseSchedule {

  @Override
  public int steps() {
    return betas.steps();
  }

  // 2011.13456, eq 29: alpha = exp(-B / 2), sigma = 1 - exp(-B)
  @Override
  public Level level(double time) {
    double b = betas.integral(time);
    return Level.of(time, Math.exp(-b / 2), -Math.expm1(-b));
  }

  @Override
  public Map<String, String> toEntries() {
    return ScheduleText.with(betas.toEntries(), ScheduleKeys.SCHEDULE, "sub-variance-preserving");
  }
}
