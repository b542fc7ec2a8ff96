package io.github.diffusion4j.golden;

import io.github.diffusion4j.model.Parameterization;
import io.github.diffusion4j.model.Parameterization.XRawCoefficients;
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
 * The reference's Euler step with churn: the noise comes after the network was asked, and x0 is
 * read anew from the old output and the noisier sample; v as if that had the old noise.
 *
 * @param plain the walk without churn
 * @param churn how much
 * @param parameterization of the network
 */
record LateChurnEuler(Sampler plain, LateChurn churn, Parameterization parameterization)
    implements Sampler {

  @Override
  public LinearForm step(Interval i, Recorder recorder) {
    double s = i.from().sigma() / i.from().alpha();
    double raised = churn.raised(s, recorder.intervals());
    if (raised == s) {
      return plain.step(i, recorder);
    }
    LinearForm state = recorder.state();
    Prediction p = recorder.predict(i.from());
    XRawCoefficients row = parameterization.x0(i.from());
    LinearForm raw = p.x0().minus(state.times(row.x())).times(1 / row.raw());
    // x0 + s epsilon, raised
    LinearForm hat =
        state
            .times(1 / i.from().alpha())
            .plus(recorder.noise().times(churn.noise() * Math.sqrt(raised * raised - s * s)));
    XRawCoefficients anew =
        parameterization == Parameterization.V
            ? new XRawCoefficients(row.x() * i.from().alpha(), row.raw())
            : parameterization.x0(Level.of(0, 1, raised));
    LinearForm x0 = hat.times(anew.x()).plus(raw.times(anew.raw()));
    double next = i.to().sigma() / i.to().alpha();
    return x0.plus(hat.minus(x0).times(next / raised)).times(i.to().alpha());
  }

  @Override
  public List<Interval> intervals(NoiseSchedule schedule, Spacing spacing, int steps) {
    return plain.intervals(schedule, spacing, steps);
  }

  @Override
  public double startDeviation(Level first) {
    return plain.startDeviation(first);
  }
}
