package io.github.diffusion4j.golden;

import io.github.diffusion4j.plan.Interval;
import io.github.diffusion4j.plan.LinearForm;
import io.github.diffusion4j.plan.Recorder;
import io.github.diffusion4j.plan.Sampler;
import io.github.diffusion4j.schedule.Level;
import io.github.diffusion4j.schedule.NoiseSchedule;
import io.github.diffusion4j.schedule.Spacing;
import java.util.ArrayList;
import java.util.List;

/**
 * A walk whose network is told the reference's timesteps at some places, at most 1 away from its
 * own: they were so near the edge between two whole numbers that the order of floating-point
 * operations decides.
 *
 * @param sampler one call per level, those in between included
 * @param timesteps the reference's, one a call
 * @param borderline the places
 */
@SuppressWarnings("ArrayRecordComponent")
record SettledTimes(Sampler sampler, double[] timesteps, int... borderline) implements Sampler {

  @Override
  public LinearForm step(Interval interval, Recorder recorder) {
    return sampler.step(interval, recorder);
  }

  @Override
  public List<Interval> intervals(NoiseSchedule schedule, Spacing spacing, int steps) {
    List<Interval> settled = new ArrayList<>();
    int call = 0;
    for (Interval i : sampler.intervals(schedule, spacing, steps)) {
      Level from = settled(i.from(), call++);
      List<Level> between = new ArrayList<>();
      for (Level level : i.between()) {
        between.add(settled(level, call++));
      }
      settled.add(new Interval(from, i.to(), between));
    }
    return settled;
  }

  private Level settled(Level level, int call) {
    for (int place : borderline) {
      if (place == call && Math.abs(timesteps[call] + 1 - level.time()) <= 1) {
        return level.withTime(timesteps[call] + 1);
      }
    }
    return level;
  }

  @Override
  public double startDeviation(Level first) {
    return sampler.startDeviation(first);
  }

  @Override
  public String toString() {
    return sampler.toString();
  }
}
