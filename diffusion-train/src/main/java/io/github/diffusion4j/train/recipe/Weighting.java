package io.github.diffusion4j.train.recipe;

import io.github.diffusion4j.schedule.Level;

/** How much the squared error of a noise level counts. */
public enum Weighting {
  /** Every level alike: the simple loss of 2006.11239, equation 14. */
  UNIFORM {
    @Override
    public double of(Target target, Level level) {
      return 1;
    }
  },
  /**
   * sigma^2: every level of a score alike, 1907.05600, equation 6. With {@link Target#EPSILON} the
   * same is {@link #UNIFORM}.
   */
  SIGMA {
    @Override
    public double of(Target target, Level level) {
      return level.sigma() * level.sigma();
    }
  },
  /** min(SNR, 5) on the error of x0, "Min-SNR Weighting Strategy" (2303.09556), section 3.4. */
  MIN_SNR {
    @Override
    public double of(Target target, Level level) {
      double perRaw = target.parameterization().x0(level).raw(); // the error in x0 per error in raw
      return Math.min(Math.exp(level.logSnr()), GAMMA) * perRaw * perRaw;
    }
  };

  private static final double GAMMA = 5;

  /**
   * The factor of a level's squared error.
   *
   * @param target what the network predicts
   * @param level of the image
   * @return at least 0; not finite where x0 does not follow from the prediction
   */
  public abstract double of(Target target, Level level);
}
