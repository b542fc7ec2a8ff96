package io.github.diffusion4j.train.recipe;

import io.github.diffusion4j.model.Parameterization;

/** What a network is trained to predict, from the clean image x0 and the noise eps. */
public enum Target {
  /** The noise, 2006.11239, equation 14. */
  EPSILON(Parameterization.EPSILON),
  /** The clean image. */
  X0(Parameterization.X0),
  /** v = alpha eps - sigma x0, 2202.00512, appendix D. */
  V(Parameterization.V),
  /**
   * The score -eps / sigma: denoising score matching, 1907.05600, equation 5. Weighted with {@link
   * Weighting#SIGMA}.
   */
  SCORE(Parameterization.SCORE);

  @SuppressWarnings("ImmutableEnumChecker") // all parameterizations are
  private final Parameterization parameterization;

  Target(Parameterization parameterization) {
    this.parameterization = parameterization;
  }

  /**
   * The same, as a sampler sees it.
   *
   * @return how x0 and epsilon follow from the prediction
   */
  public Parameterization parameterization() {
    return parameterization;
  }
}
