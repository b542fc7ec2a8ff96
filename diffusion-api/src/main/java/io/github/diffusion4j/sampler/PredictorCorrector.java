package io.github.diffusion4j.sampler;

import io.github.diffusion4j.plan.Interval;
import io.github.diffusion4j.plan.LinearForm;
import io.github.diffusion4j.plan.Recorder;
import io.github.diffusion4j.plan.Sampler;

/**
 * "Score-Based Generative Modeling through Stochastic Differential Equations" (2011.13456),
 * algorithms 2 to 5: Langevin steps at a level correct the sample, and ancestral sampling, which is
 * their reverse diffusion, leads to the next.
 *
 * @param snr the ratio r of the corrector's step size, 0.16 in the paper
 * @param corrections how many Langevin steps per level
 */
record PredictorCorrector(double snr, int corrections) implements Sampler {
  private static final Ddpm PREDICTOR = new Ddpm(DdpmVariance.BETA);

  PredictorCorrector {
    if (!(snr > 0 && Double.isFinite(snr)) || corrections < 0) {
      throw new IllegalArgumentException(
          "snr = %s, %d corrections: a finite ratio above 0, such as 0.16, and at least 0"
              .formatted(snr, corrections));
    }
  }

  @Override
  public LinearForm step(Interval i, Recorder recorder) {
    // algorithm 5, line 8: alpha_i = 1 - beta_i; 1 where the variance explodes
    double ratio = i.from().alpha() / i.to().alpha();
    for (int k = 0; k < corrections && ratio > 0; k++) {
      recorder.langevin(i.from(), snr, ratio * ratio);
    }
    return PREDICTOR.step(i, recorder);
  }

  @Override
  public String toString() {
    return "predictor-corrector(snr " + snr + ", " + corrections + " corrections)";
  }
}
