package io.github.diffusion4j.train;

import io.github.diffusion4j.schedule.Level;

/** How much the squared error of a noise level counts. */
public enum Weighting {
  /** Every level alike: the simple loss of 2006.11239, equation 14. */
  UNIFORM {
    @Override
    double of(Target target, Level level) {
      return 1;
    }
  },
  /** min(SNR, 5) on the error of x0, "Min-SNR Weighting Strategy" (2303.09556), section 3.4. */
  MIN_SNR {
    @Override
    double of(Target target, Level level) {
      return Math.min(Math.exp(level.logSnr()), GAMMA) / target.perX0Error(level);
    }
  };

  private static final double GAMMA = 5;

  abstract double of(Target target, Level level);
}
