package io.github.diffusion4j.sampler;

import io.github.diffusion4j.plan.Interval;
import io.github.diffusion4j.plan.LinearForm;
import io.github.diffusion4j.plan.Prediction;
import io.github.diffusion4j.plan.Recorder;
import io.github.diffusion4j.plan.Sampler;

/**
 * Heun's method in sigma / alpha, "Elucidating the Design Space of Diffusion-Based Generative
 * Models" (2206.00364), algorithm 1. The last step, and one from a level without signal, are
 * Euler's.
 */
record Heun() implements Sampler {

  @Override
  public LinearForm step(Interval i, Recorder recorder) {
    LinearForm state = recorder.state();
    Prediction first = recorder.predict(i.from());
    LinearForm ahead = i.ddimStep(state, first);
    if (i.to().sigma() == 0 || i.startsWithoutSignal()) {
      return ahead;
    }
    Prediction second = recorder.predict(ahead, i.to());
    // line 8: x' = x + (t' - t) (d + d') / 2
    return i.ddimStep(state, first.epsilon().plus(second.epsilon()).times(0.5));
  }

  @Override
  public String toString() {
    return "Heun";
  }
}
