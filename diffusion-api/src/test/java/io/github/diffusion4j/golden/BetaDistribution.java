package io.github.diffusion4j.golden;

/**
 * The beta distribution B(a, b) on [0, 1]; its quantile is the inverse of the regularized
 * incomplete beta function. Exact to a few units in the last place, the small tail included.
 *
 * @param a above 0
 * @param b above 0
 */
record BetaDistribution(double a, double b) {

  /** The share below x, I_x(a, b). */
  double cdf(double x) {
    return x > 0.5 ? 1 - mirrored().cdf(1 - x) : lower(x) / complete();
  }

  /** The x below which a share p lies, 0 for p at most 0 and 1 for p at least 1. */
  double quantile(double p) {
    if (p <= 0 || p >= 1) {
      return p <= 0 ? 0 : 1;
    }
    if (p > cdf(0.5)) {
      return 1 - mirrored().quantile(1 - p);
    }
    double target = p * complete();
    // Non-negative doubles are ordered as their bits are, so that halving an interval of bits finds
    // the nearest double however small it is.
    long below = 0;
    long above = Double.doubleToLongBits(0.5);
    while (above - below > 1) {
      long middle = (below + above) >>> 1;
      if (lower(Double.longBitsToDouble(middle)) < target) {
        below = middle;
      } else {
        above = middle;
      }
    }
    return Double.longBitsToDouble(above);
  }

  private BetaDistribution mirrored() {
    return new BetaDistribution(b, a);
  }

  /** B(a, b), as the two halves of the integral. */
  private double complete() {
    return lower(0.5) + mirrored().lower(0.5);
  }

  /**
   * The integral of t^(a-1) (1-t)^(b-1) over [0, x], x at most 1/2: x^a times the sum over n of
   * (1-b)_n / n! x^n / (a + n).
   */
  private double lower(double x) {
    double sum = 0;
    double term = 1;
    for (int n = 0; Math.abs(term) > 1e-18 && n < 200; n++) {
      sum += term / (a + n);
      term *= (n + 1 - b) / (n + 1) * x;
    }
    return Math.pow(x, a) * sum;
  }
}
