package io.github.diffusion4j.golden;

import io.github.diffusion4j.model.NetworkTime;
import io.github.diffusion4j.model.Parameterization;
import io.github.diffusion4j.plan.Interval;
import io.github.diffusion4j.plan.LinearForm;
import io.github.diffusion4j.plan.Recorder;
import io.github.diffusion4j.plan.Sampler;
import io.github.diffusion4j.plan.Thresholding;
import io.github.diffusion4j.schedule.Level;
import io.github.diffusion4j.schedule.NoiseSchedule;
import io.github.diffusion4j.schedule.Spacing;
import java.util.ArrayList;
import java.util.List;

/**
 * The variance preserving SDE of the reference, which no pipeline of it uses: it steps by b =
 * beta(t) / N, which no level ends at (the last alpha would be above 1), and adds noise in the last
 * step, too. The end of each interval is made to tell b.
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
    // dx = -1/2 B x dt - B score dt + sqrt(B) dw, B dt = b
    double b = 2 * Math.log(interval.to().alpha() / interval.from().alpha());
    LinearForm state = recorder.state();
    LinearForm epsilon = recorder.predict(interval.from()).epsilon();
    return state
        .times(1 + b / 2)
        .plus(epsilon.times(-b / interval.from().sigma()))
        .plus(recorder.noise().times(Math.sqrt(b)));
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
