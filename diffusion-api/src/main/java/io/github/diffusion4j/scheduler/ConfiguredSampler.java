package io.github.diffusion4j.scheduler;

import io.github.diffusion4j.plan.Interval;
import io.github.diffusion4j.plan.LinearForm;
import io.github.diffusion4j.plan.Recorder;
import io.github.diffusion4j.plan.Sampler;
import io.github.diffusion4j.schedule.NoiseSchedule;
import io.github.diffusion4j.schedule.Spacing;
import java.util.List;

/**
 * The sampler of a configuration, for any number of steps.
 *
 * @param config whose timesteps it visits
 */
record ConfiguredSampler(SchedulerConfig config) implements Sampler {

  @Override
  public boolean putsBackKnown() {
    return config.className().equals("RePaintScheduler");
  }

  @Override
  public Sampler ofLast(int walked, int steps) {
    return config.walk(walked, steps);
  }

  @Override
  public List<Interval> intervals(NoiseSchedule schedule, Spacing spacing, int steps) {
    return ofLast(steps, steps).intervals(schedule, spacing, steps);
  }

  @Override
  public LinearForm step(Interval interval, Recorder recorder) {
    throw new IllegalStateException(
        this + ": its formula depends on the number of steps; compile sampler.ofLast(n, n)");
  }

  @Override
  public String toString() {
    return config.className();
  }
}
