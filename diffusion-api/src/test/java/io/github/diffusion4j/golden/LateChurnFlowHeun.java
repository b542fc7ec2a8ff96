package io.github.diffusion4j.golden;

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
 * The reference's Heun step of a flow with churn, which comes after the network was asked.
 *
 * @param plain the walk without churn
 * @param churn how much
 */
record LateChurnFlowHeun(Sampler plain, LateChurn churn) implements Sampler {

  @Override
  public LinearForm step(Interval i, Recorder recorder) {
    double s = i.from().sigma();
    double raised = churn.raised(s, 2 * recorder.intervals() - 1);
    if (raised == s) {
      return plain.step(i, recorder);
    }
    LinearForm state = recorder.state();
    LinearForm slope = velocity(recorder.predict(i.from())).times(s / raised);
    double deviation = churn.noise() * Math.sqrt(raised * raised - s * s);
    recorder.nextState(state.plus(recorder.noise().times(deviation)), i.from());
    LinearForm start = recorder.state();
    double dt = i.to().sigma() - raised;
    LinearForm ahead = start.plus(slope.times(dt));
    if (i.to().sigma() == 0) {
      return ahead;
    }
    LinearForm second = velocity(recorder.predict(ahead, i.to()));
    return start.plus(slope.plus(second).times(dt / 2));
  }

  private static LinearForm velocity(Prediction p) {
    return p.epsilon().minus(p.x0());
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
