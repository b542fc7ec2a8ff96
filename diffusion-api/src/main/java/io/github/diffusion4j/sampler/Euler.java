package io.github.diffusion4j.sampler;

import io.github.diffusion4j.plan.Interval;
import io.github.diffusion4j.plan.LinearForm;
import io.github.diffusion4j.plan.Recorder;
import io.github.diffusion4j.plan.Sampler;

/**
 * Euler's method in sigma / alpha, "Elucidating the Design Space of Diffusion-Based Generative
 * Models" (2206.00364), algorithm 1 without its correction.
 */
record Euler() implements Sampler {

  @Override
  public LinearForm step(Interval i, Recorder recorder) {
    LinearForm state = recorder.state();
    return i.ddimStep(state, recorder.predict(i.from()));
  }

  @Override
  public String toString() {
    return "Euler";
  }
}
