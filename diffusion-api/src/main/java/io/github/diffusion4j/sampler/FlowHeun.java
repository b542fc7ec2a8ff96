package io.github.diffusion4j.sampler;

import io.github.diffusion4j.plan.Interval;
import io.github.diffusion4j.plan.LinearForm;
import io.github.diffusion4j.plan.Prediction;
import io.github.diffusion4j.plan.Recorder;
import io.github.diffusion4j.plan.Sampler;

/**
 * Heun's method in the schedule's own coordinates, dx = x0 d alpha + epsilon d sigma: for a flow
 * (2209.03003), where alpha = 1 - sigma, the velocity epsilon - x0 is averaged. The last step is
 * Euler's.
 */
record FlowHeun() implements Sampler {

  @Override
  public LinearForm step(Interval i, Recorder recorder) {
    LinearForm state = recorder.state();
    Prediction first = recorder.predict(i.from());
    LinearForm ahead = move(i, state, first.x0(), first.epsilon());
    if (i.to().sigma() == 0) {
      return ahead;
    }
    Prediction second = recorder.predict(ahead, i.to());
    return move(
        i,
        state,
        first.x0().plus(second.x0()).times(0.5),
        first.epsilon().plus(second.epsilon()).times(0.5));
  }

  // x' = x + (alpha' - alpha) x0 + (sigma' - sigma) eps
  private static LinearForm move(Interval i, LinearForm state, LinearForm x0, LinearForm epsilon) {
    return state
        .plus(x0.times(i.to().alpha() - i.from().alpha()))
        .plus(epsilon.times(i.to().sigma() - i.from().sigma()));
  }

  @Override
  public String toString() {
    return "flow Heun";
  }
}
