package io.github.diffusion4j.numeric;

/** Logarithms of probabilities of N(0, 1), exact far into the tails. */
public final class NormalDistribution {
  private static final double LOG_ROOT_TWO_PI = 0.5 * Math.log(2 * Math.PI);

  private NormalDistribution() {}

  /**
   * The logarithm of {@code P(low < X < high)}.
   *
   * @param low may be minus infinity
   * @param high above low; may be infinity
   */
  public static double logProbability(double low, double high) {
    if (low > 0) {
      return logProbability(-high, -low); // the lower tail keeps its digits
    }
    double above = logBelow(high);
    double below = logBelow(low);
    return below == Double.NEGATIVE_INFINITY ? above : above + Math.log(-Math.expm1(below - above));
  }

  /** The logarithm of P(X < x). */
  static double logBelow(double x) {
    if (x == Double.NEGATIVE_INFINITY) {
      return x;
    }
    if (x > 0) {
      return Math.log1p(-Math.exp(logBelow(-x)));
    }
    return x > -3 ? Math.log(0.5 - central(-x)) : logDensity(x) - Math.log(-x) + logTail(-x);
  }

  static double logDensity(double x) {
    return -0.5 * x * x - LOG_ROOT_TWO_PI;
  }

  /** P(0 < X < x), by the series phi(x) sum of x^(2 k + 1) / (1 3 5 ... (2 k + 1)). */
  private static double central(double x) {
    double term = x;
    double sum = x;
    for (int k = 1; term > 1e-17 * sum; k++) {
      term *= x * x / (2 * k + 1);
      sum += term;
    }
    return Math.exp(logDensity(x)) * sum;
  }

  /**
   * The logarithm of x P(X > x) / phi(x), by Laplace's continued fraction x / (x + 1 / (x + 2 / ...
   */
  private static double logTail(double x) {
    double fraction = x;
    for (int k = 200; k >= 1; k--) {
      fraction = x + k / fraction;
    }
    return Math.log(x / fraction);
  }
}
