package io.github.diffusion4j.golden;

/** Until the product has its beta spacing: the quantiles of Beta(0.6, 0.6). */
final class BetaRamp {
  private BetaRamp() {}

  static double quantile(double p) {
    double low = 0;
    double high = Math.PI / 2;
    double total = integral(high);
    for (int i = 0; i < 200; i++) {
      double mid = (low + high) / 2;
      if (integral(mid) < p * total) {
        low = mid;
      } else {
        high = mid;
      }
    }
    double sin = Math.sin((low + high) / 2);
    return p == 0 ? 0 : p == 1 ? 1 : sin * sin;
  }

  /** x = sin^2 a: the density is 2 (sin a cos a)^0.2; a = b^5 makes its ends smooth enough. */
  private static double integral(double a) {
    if (a > Math.PI / 4) {
      return 2 * integral(Math.PI / 4) - integral(Math.PI / 2 - a);
    }
    int n = 2000;
    double end = Math.pow(a, 0.2);
    double sum = 0;
    for (int i = 0; i <= n; i++) {
      double b = end * i / n;
      double angle = Math.pow(b, 5);
      double f = 2 * Math.pow(Math.sin(angle) * Math.cos(angle), 0.2) * 5 * Math.pow(b, 4);
      sum += f * (i == 0 || i == n ? 1 : i % 2 == 1 ? 4 : 2);
    }
    return sum * end / n / 3;
  }
}
