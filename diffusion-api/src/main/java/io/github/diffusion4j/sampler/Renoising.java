package io.github.diffusion4j.sampler;

import io.github.diffusion4j.plan.Interval;
import io.github.diffusion4j.plan.LinearForm;
import io.github.diffusion4j.plan.Recorder;
import io.github.diffusion4j.plan.Sampler;
import io.github.diffusion4j.schedule.NoiseSchedule;
import io.github.diffusion4j.schedule.Spacing;
import java.util.List;

/**
 * A sampler on a walk that leads up again now and then: intervals to a noisier level add noise,
 * those to a cleaner one are the sampler's.
 *
 * @param sampler of the intervals that lead down
 * @param walk where it goes
 */
record Renoising(Sampler sampler, Walk walk) implements Sampler {

  /** Turns a way down into one that leads up in places. */
  interface Walk {
    List<Interval> over(List<Interval> down, NoiseSchedule schedule);

    /** The deviation of the noise over the exact one; 1 keeps the marginals. */
    default double noise() {
      return 1;
    }
  }

  @Override
  public boolean putsBackKnown() {
    return walk instanceof RePaintWalk;
  }

  @Override
  public LinearForm step(Interval i, Recorder recorder) {
    return i.leadsUp()
        ? i.addNoise(recorder.state(), recorder.renoise().times(walk.noise()))
        : sampler.step(i, recorder);
  }

  @Override
  public List<Interval> intervals(NoiseSchedule schedule, Spacing spacing, int steps) {
    return walk.over(sampler.intervals(schedule, spacing, steps), schedule);
  }

  @Override
  public String toString() {
    return sampler + ", " + walk;
  }
}
