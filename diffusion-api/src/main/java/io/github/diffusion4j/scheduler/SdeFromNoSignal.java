package io.github.diffusion4j.scheduler;

import io.github.diffusion4j.plan.Interval;
import io.github.diffusion4j.plan.LinearForm;
import io.github.diffusion4j.plan.Recorder;
import io.github.diffusion4j.plan.Sampler;

/**
 * SDE-DPM-Solver from next to no signal: there {@link Samplers#dpmSolver} goes along the ODE, this
 * along the SDE as elsewhere, x' = (alpha' / alpha) x - 2 sigma' (e^h - 1) eps + sigma' sqrt(e^2h -
 * 1) z.
 *
 * @param sampler the library's
 */
record SdeFromNoSignal(Sampler sampler) implements Sampler {
  @Override
  public LinearForm step(Interval i, Recorder recorder) {
    LinearForm step = sampler.step(i, recorder);
    if (!i.startsWithoutSignal()) {
      return step;
    }
    // the ODE has -sigma' (e^h - 1) eps
    LinearForm epsilon = recorder.history().get(0).epsilon();
    return step.plus(epsilon.times(-i.to().sigma() * Math.expm1(i.h())))
        .plus(recorder.noise().times(i.to().sigma() * Math.sqrt(Math.expm1(2 * i.h()))));
  }

  @Override
  public String toString() {
    return sampler.toString();
  }
}
