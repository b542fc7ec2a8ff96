package io.github.diffusion4j.sampler;

import io.github.diffusion4j.plan.Interval;
import io.github.diffusion4j.plan.LinearForm;
import io.github.diffusion4j.plan.Prediction;
import io.github.diffusion4j.plan.Recorder;
import io.github.diffusion4j.plan.Sampler;

/**
 * "Denoising Diffusion Implicit Models" (2010.02502).
 *
 * @param eta 0 for the deterministic process, 1 for one as random as DDPM with variance beta-tilde
 */
record Ddim(double eta) implements Sampler {
  Ddim {
    if (!(eta >= 0 && eta <= 1)) {
      throw new IllegalArgumentException("eta = " + eta + ": it lies in [0, 1]");
    }
  }

  // eq 12: x' = alpha' x0 + sqrt(sigma'^2 - s^2) eps + s z, eq 16: s^2 = eta^2 beta-tilde
  @Override
  public LinearForm step(Interval i, Recorder recorder) {
    double variance = eta == 0 ? 0 : eta * eta * i.betaTilde();
    Prediction p = recorder.predict(i.from());
    double sigma = i.to().sigma();
    LinearForm mean =
        p.x0()
            .times(i.to().alpha())
            .plus(p.epsilon().times(Math.sqrt(Math.max(0, sigma * sigma - variance))));
    return variance > 0 ? mean.plus(recorder.noise().times(Math.sqrt(variance))) : mean;
  }

  @Override
  public String toString() {
    return eta == 0 ? "DDIM" : "DDIM(eta " + eta + ")";
  }
}
