package io.github.diffusion4j.golden;

import io.github.diffusion4j.model.Parameterization.Row;
import io.github.diffusion4j.plan.Interval;
import io.github.diffusion4j.plan.LinearForm;
import io.github.diffusion4j.plan.Prediction;
import io.github.diffusion4j.plan.Recorder;
import io.github.diffusion4j.plan.Sampler;

/**
 * The reference's Euler step with churn: the noise comes after the network was asked, and x0 is
 * read anew from the old output and the noisier sample.
 *
 * @param raised sigma after the noise
 * @param noise S_noise
 * @param before the row of x0 where the network was asked
 * @param after the row of x0 at the noisier sample
 */
record LateChurnEuler(double raised, double noise, Row before, Row after) implements Sampler {
  @Override
  public LinearForm step(Interval i, Recorder tape) {
    LinearForm state = tape.state();
    Prediction p = tape.predict(i.from());
    LinearForm raw = p.x0().minus(state.times(before.x())).times(1 / before.raw());
    double s = i.from().sigma();
    LinearForm hat = state.plus(tape.noise().times(noise * Math.sqrt(raised * raised - s * s)));
    LinearForm x0 = hat.times(after.x()).plus(raw.times(after.raw()));
    return x0.plus(hat.minus(x0).times(i.to().sigma() / raised));
  }
}
