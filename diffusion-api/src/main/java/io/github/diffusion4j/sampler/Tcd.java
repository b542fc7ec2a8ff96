package io.github.diffusion4j.sampler;

import com.google.common.collect.Iterables;
import io.github.diffusion4j.plan.Interval;
import io.github.diffusion4j.plan.LinearForm;
import io.github.diffusion4j.plan.Prediction;
import io.github.diffusion4j.plan.Recorder;
import io.github.diffusion4j.plan.Sampler;
import io.github.diffusion4j.schedule.Level;
import io.github.diffusion4j.schedule.NoiseSchedule;
import io.github.diffusion4j.schedule.Spacing;
import java.util.List;

/**
 * "Trajectory Consistency Distillation" (2402.19159), algorithm 2, strategic stochastic sampling:
 * along the trajectory to a level below the next one, and up to it with fresh noise. An interval
 * holds the level below.
 *
 * @param gamma how far below, as a share of the time: 0 is deterministic, 1 goes all the way to the
 *     clean sample
 */
record Tcd(double gamma) implements Sampler {
  Tcd {
    if (!(gamma >= 0 && gamma <= 1)) {
      throw new IllegalArgumentException("gamma = " + gamma + ": it lies in [0, 1]");
    }
  }

  @Override
  public LinearForm step(Interval i, Recorder recorder) {
    Level s = Iterables.getFirst(i.between(), i.to());
    Prediction p = recorder.predict(i.from());
    // equations 29 and 30: y = alpha_s x0 + sigma_s eps, x' = (alpha' / alpha_s) y + noise
    LinearForm below = p.x0().times(s.alpha()).plus(p.epsilon().times(s.sigma()));
    return i.between().isEmpty()
        ? below
        : new Interval(s, i.to()).addNoise(below, recorder.noise());
  }

  @Override
  public List<Interval> intervals(NoiseSchedule schedule, Spacing spacing, int steps) {
    return Sampler.super.intervals(schedule, spacing, steps).stream()
        .map(
            i ->
                gamma == 0 || i.to().sigma() == 0
                    ? i
                    : new Interval(
                        i.from(), i.to(), List.of(schedule.level((1 - gamma) * i.to().time()))))
        .toList();
  }

  @Override
  public String toString() {
    return "TCD(gamma " + gamma + ")";
  }
}
