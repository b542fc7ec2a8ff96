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
  public LinearForm step(Interval i, Recorder tape) {
    double s = i.from().sigma();
    double raised = churn.raised(s, 2 * tape.intervals() - 1);
    if (raised == s) {
      return plain.step(i, tape);
    }
    LinearForm state = tape.state();
    LinearForm slope = velocity(tape.predict(i.from())).times(s / raised);
    double deviation = churn.noise() * Math.sqrt(raised * raised - s * s);
    tape.anchor(state.plus(tape.noise().times(deviation)), i.from());
    LinearForm start = tape.state();
    double dt = i.to().sigma() - raised;
    LinearForm ahead = start.plus(slope.times(dt));
    if (i.to().sigma() == 0) {
      return ahead;
    }
    LinearForm second = velocity(tape.predict(ahead, i.to()));
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
