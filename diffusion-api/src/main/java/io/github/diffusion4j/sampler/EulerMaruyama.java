package io.github.diffusion4j.sampler;

import io.github.diffusion4j.plan.Interval;
import io.github.diffusion4j.plan.LinearForm;
import io.github.diffusion4j.plan.Prediction;
import io.github.diffusion4j.plan.Recorder;
import io.github.diffusion4j.plan.Sampler;
import io.github.diffusion4j.schedule.Level;

/**
 * Euler-Maruyama on the reverse SDE of any schedule, "Score-Based Generative Modeling through
 * Stochastic Differential Equations" (2011.13456), equation 6 with those of 9, 11 and 12.
 */
record EulerMaruyama() implements Sampler {

  // dx = (f x - g^2 score) dt + g dw with f dt = d log alpha, score = -eps / sigma
  @Override
  public LinearForm step(Interval i, Recorder recorder) {
    double growth = Math.log(i.to().alpha() / i.from().alpha());
    LinearForm state = recorder.state();
    Prediction p = recorder.predict(i.from());
    if (i.startsWithoutSignal()) {
      return i.ddimStep(state, p); // over a gap in log alpha of 5 and more, Euler's step overshoots
    }
    double noise = noise(i.from(), i.to(), growth);
    LinearForm mean = state.times(1 + growth).plus(p.epsilon().times(-noise / i.from().sigma()));
    return i.to().sigma() == 0 ? mean : mean.plus(recorder.noise().times(Math.sqrt(noise)));
  }

  /**
   * The integral of g^2 dt = dV - 2 V d log alpha over V = alpha^2 + sigma^2, by the trapezoidal
   * rule: exact where V is constant (variance preserving) and where alpha is (variance exploding).
   */
  private static double noise(Level from, Level to, double growth) {
    double before = from.alphaBar() + from.sigma() * from.sigma();
    double after = to.alphaBar() + to.sigma() * to.sigma();
    return before - after + (before + after) * growth;
  }

  @Override
  public String toString() {
    return "Euler-Maruyama";
  }
}
