package io.github.diffusion4j.golden;

import io.github.diffusion4j.plan.Interval;
import io.github.diffusion4j.plan.LinearForm;
import io.github.diffusion4j.plan.Prediction;
import io.github.diffusion4j.plan.Recorder;
import io.github.diffusion4j.plan.Sampler;

/**
 * The reference's Heun step of a flow with churn, which comes after the network was asked.
 *
 * @param raised sigma after the noise
 * @param noise S_noise
 */
record LateChurnFlowHeun(double raised, double noise) implements Sampler {
  @Override
  public LinearForm step(Interval i, Recorder tape) {
    double s = i.from().sigma();
    LinearForm state = tape.state();
    LinearForm slope = velocity(tape.predict(i.from())).times(s / raised);
    LinearForm hat = state.plus(tape.noise().times(noise * Math.sqrt(raised * raised - s * s)));
    tape.anchor(hat, i.from());
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
}
