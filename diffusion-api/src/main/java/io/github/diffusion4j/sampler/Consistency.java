package io.github.diffusion4j.sampler;

import io.github.diffusion4j.plan.Interval;
import io.github.diffusion4j.plan.LinearForm;
import io.github.diffusion4j.plan.Recorder;
import io.github.diffusion4j.plan.Sampler;

/**
 * Multistep consistency sampling, "Consistency Models" (2303.01469), algorithm 1: to the clean
 * sample in one evaluation, and back to the next level with fresh noise. With a network that
 * predicts a flow it is the stochastic sampling of rectified flows.
 */
record Consistency() implements Sampler {

  @Override
  public LinearForm step(Interval i, Recorder recorder) {
    return renoised(recorder.predict(i.from()).x0(), i, recorder);
  }

  // line 4: x' = alpha' x0 + sigma' z
  static LinearForm renoised(LinearForm clean, Interval i, Recorder recorder) {
    LinearForm mean = clean.times(i.to().alpha());
    return i.to().sigma() == 0 ? mean : mean.plus(recorder.noise().times(i.to().sigma()));
  }

  @Override
  public String toString() {
    return "consistency";
  }
}
