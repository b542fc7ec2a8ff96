package io.github.diffusion4j.golden;

import io.github.diffusion4j.sampler.Interval;
import io.github.diffusion4j.sampler.Mix;
import io.github.diffusion4j.sampler.Prediction;
import io.github.diffusion4j.sampler.Sampler;
import io.github.diffusion4j.sampler.Tape;

/**
 * The reference's Heun step of a flow with churn, which comes after the network was asked.
 *
 * @param raised sigma after the noise
 * @param noise S_noise
 */
record LateChurnFlowHeun(double raised, double noise) implements Sampler {
  @Override
  public Mix step(Interval i, Tape tape) {
    double s = i.from().sigma();
    Mix state = tape.state();
    Mix slope = velocity(tape.predict(i.from())).times(s / raised);
    Mix hat = state.plus(tape.noise().times(noise * Math.sqrt(raised * raised - s * s)));
    tape.anchor(hat, i.from());
    Mix start = tape.state();
    double dt = i.to().sigma() - raised;
    Mix ahead = start.plus(slope.times(dt));
    if (i.to().sigma() == 0) {
      return ahead;
    }
    Mix second = velocity(tape.predict(ahead, i.to()));
    return start.plus(slope.plus(second).times(dt / 2));
  }

  private static Mix velocity(Prediction p) {
    return p.epsilon().minus(p.x0());
  }
}
