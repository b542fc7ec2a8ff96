package io.github.diffusion4j.train.recipe;

/** Which times of the schedule are learned. */
public enum Times {
  /** The whole ones, 1 to T, all alike. */
  WHOLE {
    @Override
    public double at(double share, int steps) {
      return 1 + Math.floor(share * steps);
    }
  },
  /** All from 1e-5 T to T alike, 2011.13456, equation 7 and appendix C. */
  CONTINUOUS {
    @Override
    public double at(double share, int steps) {
      return steps * (LEAST + share * (1 - LEAST));
    }
  };

  private static final double LEAST = 1e-5;

  /**
   * A time.
   *
   * @param share from 0 to below 1, uniform
   * @param steps T
   * @return the time in (0, T]
   */
  public abstract double at(double share, int steps);
}
