package io.github.diffusion4j.sampler;

import io.github.diffusion4j.plan.Interval;
import io.github.diffusion4j.plan.LinearForm;
import io.github.diffusion4j.plan.Recorder;
import io.github.diffusion4j.plan.Sampler;

/**
 * Annealed Langevin dynamics with the step sizes of "Improved Techniques for Training Score-Based
 * Generative Models" (2006.09011), technique 4: those with which the variance of a sample follows
 * the levels as closely as it can.
 *
 * @param perLevel T, how many steps a level
 */
record ImprovedLangevin(int perLevel) implements Sampler {
  private static final double GOLDEN = (Math.sqrt(5) - 1) / 2;

  ImprovedLangevin {
    new AnnealedLangevin(1, perLevel); // checks
  }

  // here x <- x + r s^2 score + sqrt(2 r) s z, which is the rate 2 r of the first paper
  @Override
  public LinearForm step(Interval i, Recorder recorder) {
    double gamma = i.to().sigma() == 0 ? 1 : Math.exp(i.to().lambda() - i.from().lambda());
    return new AnnealedLangevin(2 * stepSize(gamma, perLevel), perLevel).step(i, recorder);
  }

  /**
   * The r = epsilon / sigma_L^2 that brings the variance after T steps nearest to that of the
   * level, by golden section.
   *
   * @param gamma the ratio of a level's sigma to the next, at least 1
   */
  static double stepSize(double gamma, int perLevel) {
    double low = 0;
    double high = 1;
    while (high - low > 1e-9) {
      double left = high - GOLDEN * (high - low);
      double right = low + GOLDEN * (high - low);
      if (excess(left, gamma, perLevel) < excess(right, gamma, perLevel)) {
        high = right;
      } else {
        low = left;
      }
    }
    return (low + high) / 2;
  }

  // proposition 3: s_T^2 / sigma^2 = (1 - r)^2T (gamma^2 - a) + a, a = 2 r / (1 - (1 - r)^2)
  private static double excess(double r, double gamma, int perLevel) {
    double a = 2 / (2 - r);
    return Math.pow(1 - r, 2 * perLevel) * (gamma * gamma - a) + a - 1;
  }

  @Override
  public String toString() {
    return "annealed Langevin(improved, " + perLevel + " a level)";
  }
}
