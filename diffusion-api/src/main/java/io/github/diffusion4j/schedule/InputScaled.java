package io.github.diffusion4j.schedule;

import java.util.Map;
import java.util.TreeMap;

/**
 * A variance exploding schedule whose network sees samples of unit variance.
 *
 * @param noise the schedule
 * @param sigmaData standard deviation of the clean samples
 */
record InputScaled(VarianceExploding noise, double sigmaData) implements NoiseSchedule {
  InputScaled {
    if (!(sigmaData > 0 && sigmaData < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "sigma-data = " + sigmaData + ": a standard deviation above 0, such as 0.5");
    }
  }

  @Override
  public int steps() {
    return noise.steps();
  }

  // 2206.00364, table 1: c_in = 1 / sqrt(sigma^2 + sigma_data^2)
  @Override
  public Level level(double time) {
    Level level = noise.level(time);
    return new Level(time, level.alpha(), level.sigma(), 1 / Math.hypot(level.sigma(), sigmaData));
  }

  @Override
  public Map<String, String> toEntries() {
    Map<String, String> entries = new TreeMap<>(noise.toEntries());
    entries.put(ScheduleKeys.SCHEDULE, "edm");
    entries.put(ScheduleKeys.SIGMA_DATA, Double.toString(sigmaData));
    return entries;
  }
}
