package io.github.diffusion4j.sampler;

import io.github.diffusion4j.schedule.Level;

/**
 * One step of a sampler: where the sample stands and where it is to stand next. Intervals of a plan
 * need not chain.
 *
 * @param from the level of the sample; its time is what the network is told
 * @param to the level to reach
 */
public record Interval(Level from, Level to) {

  /**
   * The variance that leads from {@code to} back to {@code from}: sigma^2 - (alpha / alpha')^2
   * sigma'^2, which is beta = 1 - alpha-bar / alpha-bar' for a variance preserving schedule.
   *
   * @return at least 0 when {@code to} is the cleaner level
   */
  public double beta() {
    double ratio = from.alpha() / to.alpha();
    return square(from.sigma()) - square(ratio * to.sigma());
  }

  /**
   * The variance of the sample at {@code to} when both x0 and the sample at {@code from} are known:
   * beta-tilde = sigma'^2 / sigma^2 beta (2006.11239, equation 7).
   *
   * @return at least 0 when {@code to} is the cleaner level; 0 at the end
   */
  public double betaTilde() {
    return square(to.sigma() / from.sigma()) * beta();
  }

  private static double square(double x) {
    return x * x;
  }
}
