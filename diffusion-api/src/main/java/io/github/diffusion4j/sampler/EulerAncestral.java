package io.github.diffusion4j.sampler;

import io.github.diffusion4j.plan.Interval;
import io.github.diffusion4j.plan.LinearForm;
import io.github.diffusion4j.plan.Recorder;
import io.github.diffusion4j.plan.Sampler;

/** Euler's method with ancestral steps: down to s_down, then up by noise. */
record EulerAncestral() implements Sampler {

  @Override
  public LinearForm step(Interval i, Recorder recorder) {
    AncestralStep ancestral = AncestralStep.of(i);
    LinearForm state = recorder.state();
    return ancestral.finish(ancestral.down().ddimStep(state, recorder.predict(i.from())), recorder);
  }

  @Override
  public String toString() {
    return "Euler ancestral";
  }
}
