package io.github.diffusion4j.golden;

import io.github.diffusion4j.model.NetworkTime;
import io.github.diffusion4j.model.Parameterization;
import io.github.diffusion4j.plan.Interval;
import io.github.diffusion4j.plan.LinearForm;
import io.github.diffusion4j.plan.Recorder;
import io.github.diffusion4j.plan.Sampler;
import io.github.diffusion4j.plan.Thresholding;
import io.github.diffusion4j.sampler.Samplers;
import io.github.diffusion4j.schedule.Level;
import io.github.diffusion4j.schedule.NoiseSchedule;
import io.github.diffusion4j.schedule.Spacing;
import java.util.ArrayList;
import java.util.List;

/**
 * The variance preserving SDE of the reference, which no pipeline of it uses: it steps by beta(t) /
 * N, which the end of each interval is made to give, and adds noise in the last step, too.
 *
 * @param intervals of the walk
 */
record ScoreSdeVp(List<Interval> intervals) implements Sampler {

  static Mapping mapping(ReferenceCall call) {
    double min = call.number("beta_min");
    double max = call.number("beta_max");
    double eps = call.number("sampling_eps");
    int steps = call.steps();
    List<Interval> intervals = new ArrayList<>();
    for (int i = 0; i < steps; i++) {
      double t = steps == 1 ? 1 : 1 + i * (eps - 1) / (steps - 1);
      double logAlpha = -0.25 * t * t * (max - min) - 0.5 * t * min;
      double sigma = Math.sqrt(-Math.expm1(2 * logAlpha));
      double beta = (min + t * (max - min)) / steps;
      intervals.add(
          new Interval(
              Level.of(t, Math.exp(logAlpha), sigma),
              Level.of(1, Math.exp(logAlpha + beta / 2), sigma)));
    }
    return new Mapping(
        call.scheduler(),
        NoiseSchedule.cosine(1000),
        NetworkTime.of(NetworkTime.Measure.STEP, 1),
        Parameterization.EPSILON,
        Thresholding.none(),
        new ScoreSdeVp(intervals));
  }

  @Override
  public LinearForm step(Interval interval, Recorder recorder) {
    return Samplers.eulerMaruyama().step(interval, recorder);
  }

  @Override
  public List<Interval> intervals(NoiseSchedule schedule, Spacing spacing, int steps) {
    return intervals;
  }

  @Override
  public double startDeviation(Level first) {
    return 1;
  }
}
