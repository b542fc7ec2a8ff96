package io.github.diffusion4j.golden;

import io.github.diffusion4j.sampler.Interval;
import io.github.diffusion4j.sampler.LinearForm;
import io.github.diffusion4j.sampler.Prediction;
import io.github.diffusion4j.sampler.Recorder;
import io.github.diffusion4j.sampler.Sampler;

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
