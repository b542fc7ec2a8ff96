package io.github.diffusion4j.scheduler;

import io.github.diffusion4j.plan.Interval;
import io.github.diffusion4j.plan.LinearForm;
import io.github.diffusion4j.plan.Recorder;
import io.github.diffusion4j.plan.Sampler;
import io.github.diffusion4j.schedule.Level;
import io.github.diffusion4j.schedule.NoiseSchedule;
import io.github.diffusion4j.schedule.Spacing;
import java.util.List;

/**
 * The sampler of a configuration for one number of steps. Its intervals are those of the
 * configuration, whatever the schedule and the spacing.
 *
 * @param name such as {@code EulerDiscreteScheduler}
 * @param legs in order
 * @param noise standard deviation of the noise it starts from
 */
record Walk(String name, List<Leg> legs, double noise) implements Sampler {
  Walk {
    legs = List.copyOf(legs);
  }

  @Override
  public LinearForm step(Interval interval, Recorder recorder) {
    return legs.get(recorder.interval()).sampler().step(interval, recorder);
  }

  @Override
  public List<Interval> intervals(NoiseSchedule schedule, Spacing spacing, int steps) {
    return legs.stream().map(Leg::interval).toList();
  }

  @Override
  public double startDeviation(Level first) {
    return noise;
  }

  @Override
  public String toString() {
    return name;
  }
}
