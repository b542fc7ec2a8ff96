package io.github.diffusion4j.numeric;

/**
 * The Beta distribution on [0, 1]. Equations are those of the NIST Digital Library of Mathematical
 * Functions.
 *
 * @param a first parameter, in (0, 1000]
 * @param b second parameter, in (0, 1000]
 */
public record BetaDistribution(double a, double b) {
  private static final int ITERATIONS = 1000;
  private static final double TINY = 1e-300;

  /**
   * Checks the parameters.
   *
   * @param a first parameter, in (0, 1000]
   * @param b second parameter, in (0, 1000]
   * @throws IllegalArgumentException if one is outside
   */
  public BetaDistribution {
    if (!(a > 0 && a <= 1000 && b > 0 && b <= 1000)) {
      throw new IllegalArgumentException(
          "beta(%s, %s): both parameters lie in (0, 1000]; the paper has 0.6 and 0.6"
              .formatted(a, b));
    }
  }

  /**
   * The regularised incomplete beta function I_x(a, b).
   *
   * @param x in [0, 1]
   * @return the probability of a value up to x
   */
  public double cumulative(double x) {
    return x <= (a + 1) / (a + b + 2) ? lower(x) : 1 - mirrored().lower(1 - x);
  }

  /**
   * The inverse of {@link #cumulative}.
   *
   * @param p in [0, 1]
   * @return the x below which the share p lies
   */
  public double quantile(double p) {
    return p <= 0.5 ? lowerQuantile(p) : 1 - mirrored().lowerQuantile(1 - p);
  }

  private BetaDistribution mirrored() {
    return new BetaDistribution(b, a);
  }

  // 8.17.22: I_x(a, b) = x^a (1 - x)^b / (a B(a, b)) / (1 + d1 / (1 + d2 / ...)), by Lentz' method
  private double lower(double x) {
    if (x == 0) {
      return 0;
    }
    double fraction = 1;
    double numerator = 1;
    double denominator = 0;
    for (int n = 1; n < ITERATIONS; n++) {
      double d = term(n, x);
      denominator = 1 / away(1 + d * denominator);
      numerator = away(1 + d / numerator);
      double factor = numerator * denominator;
      fraction *= factor;
      if (Math.abs(factor - 1) < 3e-16) {
        break;
      }
    }
    return Math.exp(a * Math.log(x) + b * Math.log1p(-x) - logBeta()) / (a * fraction);
  }

  // 8.17.23
  private double term(int n, double x) {
    int m = n / 2;
    return n % 2 == 0
        ? m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
        : -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1));
  }

  private static double away(double fromZero) {
    return Math.abs(fromZero) < TINY ? TINY : fromZero;
  }

  /** Newton's method between bounds, from the power law of the lower tail; p at most 1/2. */
  private double lowerQuantile(double p) {
    double tail = Math.exp((Math.log(p) + Math.log(a) + logBeta()) / a);
    if (tail == 0) {
      return 0;
    }
    double low = 0;
    double high = 1;
    double x = tail < 1 ? tail : 0.5;
    for (int n = 0; n < ITERATIONS; n++) {
      double excess = cumulative(x) - p;
      if (excess > 0) {
        high = x;
      } else {
        low = x;
      }
      double next = x - excess / density(x);
      // a step this small against the distance to either end has all digits
      boolean near = Math.abs(next - x) <= 1e-10 * Math.min(x, 1 - x);
      if (near || high - low <= Math.ulp(x)) {
        return Math.min(Math.max(next, low), high);
      }
      x = next > low && next < high ? next : low + (high - low) / 2;
    }
    return x;
  }

  private double density(double x) {
    return Math.exp((a - 1) * Math.log(x) + (b - 1) * Math.log1p(-x) - logBeta());
  }

  // 5.12.1
  private double logBeta() {
    return logGamma(a) + logGamma(b) - logGamma(a + b);
  }

  // 5.11.1, after 5.5.1 has brought z above 16
  private static double logGamma(double z) {
    double product = 1;
    double s = z;
    while (s < 16) {
      product *= s++;
    }
    double w = 1 / (s * s);
    double series =
        (1.0 / 12 - w * (1.0 / 360 - w * (1.0 / 1260 - w * (1.0 / 1680 - w * (1.0 / 1188))))) / s;
    return (s - 0.5) * Math.log(s) - s + 0.5 * Math.log(2 * Math.PI) + series - Math.log(product);
  }
}
