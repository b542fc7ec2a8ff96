package io.github.diffusion4j.sampler;

import static com.google.common.base.Preconditions.checkArgument;

import io.github.diffusion4j.plan.Interval;
import io.github.diffusion4j.plan.LinearForm;
import io.github.diffusion4j.plan.Prediction;
import io.github.diffusion4j.plan.Recorder;
import io.github.diffusion4j.plan.Sampler;

/**
 * Euler-Maruyama on the reverse SDE of a variance preserving schedule, "Score-Based Generative
 * Modeling through Stochastic Differential Equations" (2011.13456), equations 6 and 11.
 */
record EulerMaruyama() implements Sampler {

  // dx = -1/2 B x dt - B score dt + sqrt(B) dw, B dt = -d log alpha-bar, score = -eps / sigma
  @Override
  public LinearForm step(Interval i, Recorder recorder) {
    double variance = i.from().alphaBar() + i.from().sigma() * i.from().sigma();
    checkArgument(
        Math.abs(variance - 1) < 1e-6,
        "%s: Euler-Maruyama here is for variance preserving schedules; use predictor-corrector",
        i.from());
    double b = 2 * Math.log(i.to().alpha() / i.from().alpha());
    LinearForm state = recorder.state();
    Prediction p = recorder.predict(i.from());
    if (i.startsWithoutSignal()) {
      return i.ddimStep(state, p); // over a gap in log alpha of 5 and more, Euler's step overshoots
    }
    LinearForm mean = state.times(1 + b / 2).plus(p.epsilon().times(-b / i.from().sigma()));
    return i.to().sigma() == 0 ? mean : mean.plus(recorder.noise().times(Math.sqrt(b)));
  }

  @Override
  public String toString() {
    return "Euler-Maruyama";
  }
}
