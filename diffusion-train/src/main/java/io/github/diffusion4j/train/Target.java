package io.github.diffusion4j.train;

import io.github.diffusion4j.model.Parameterization;
import io.github.diffusion4j.schedule.Level;

/** What a network is trained to predict, from the clean picture x0 and the noise eps. */
public enum Target {
  /** The noise, 2006.11239, equation 14. */
  EPSILON {
    @Override
    public Parameterization parameterization() {
      return Parameterization.EPSILON;
    }

    @Override
    float of(float x0, float epsilon, float alpha, float sigma) {
      return epsilon;
    }

    @Override
    double perX0Error(Level level) { // ||x0 - x0-hat||^2 = ||eps - eps-hat||^2 / SNR
      return Math.exp(level.logSnr());
    }
  },
  /** The clean picture. */
  X0 {
    @Override
    public Parameterization parameterization() {
      return Parameterization.X0;
    }

    @Override
    float of(float x0, float epsilon, float alpha, float sigma) {
      return x0;
    }

    @Override
    double perX0Error(Level level) {
      return 1;
    }
  },
  /** v = alpha eps - sigma x0, 2202.00512, appendix D. */
  V {
    @Override
    public Parameterization parameterization() {
      return Parameterization.V;
    }

    @Override
    float of(float x0, float epsilon, float alpha, float sigma) {
      return alpha * epsilon - sigma * x0;
    }

    @Override
    double perX0Error(Level level) { // ||v - v-hat||^2 = (SNR + 1) ||x0 - x0-hat||^2
      return Math.exp(level.logSnr()) + 1;
    }
  };

  /**
   * The same, as a sampler sees it.
   *
   * @return how x0 and epsilon follow from the prediction
   */
  public abstract Parameterization parameterization();

  /** The value to predict at a level with this alpha and sigma. */
  abstract float of(float x0, float epsilon, float alpha, float sigma);

  /** The squared error of this target for a squared error of 1 in x0. */
  abstract double perX0Error(Level level);
}
