package io.github.diffusion4j.tensor;

/**
 * The quantile function of N(0, 1): algorithm AS 241 (PPND16) of Wichura, Applied Statistics 37
 * (1988), relative accuracy about 1e-16. Rational functions, sqrt and StrictMath.log only, so every
 * machine gives the same bits.
 */
@SuppressWarnings("FloatingPointLiteralPrecision") // the digits of the paper
final class Normal {
  private static final double A0 = 3.3871328727963666080e0;
  private static final double A1 = 1.3314166789178437745e2;
  private static final double A2 = 1.9715909503065514427e3;
  private static final double A3 = 1.3731693765509461125e4;
  private static final double A4 = 4.5921953931549871457e4;
  private static final double A5 = 6.7265770927008700853e4;
  private static final double A6 = 3.3430575583588128105e4;
  private static final double A7 = 2.5090809287301226727e3;
  private static final double B1 = 4.2313330701600911252e1;
  private static final double B2 = 6.8718700749205790830e2;
  private static final double B3 = 5.3941960214247511077e3;
  private static final double B4 = 2.1213794301586595867e4;
  private static final double B5 = 3.9307895800092710610e4;
  private static final double B6 = 2.8729085735721942674e4;
  private static final double B7 = 5.2264952788528545610e3;
  private static final double[] C = {
    1.42343711074968357734e0, 4.63033784615654529590e0, 5.76949722146069140550e0,
    3.64784832476320460504e0, 1.27045825245236838258e0, 2.41780725177450611770e-1,
    2.27238449892691845833e-2, 7.74545014278341407640e-4
  };
  private static final double[] D = {
    1.0, 2.05319162663775882187e0, 1.67638483018380384940e0,
    6.89767334985100004550e-1, 1.48103976427480074590e-1, 1.51986665636164571966e-2,
    5.47593808499534494600e-4, 1.05075007164441684324e-9
  };
  private static final double[] E = {
    6.65790464350110377720e0, 5.46378491116411436990e0, 1.78482653991729133580e0,
    2.96560571828504891230e-1, 2.65321895265761230930e-2, 1.24266094738807843860e-3,
    2.71155556874348757815e-5, 2.01033439929228813265e-7
  };
  private static final double[] F = {
    1.0, 5.99832206555887937690e-1, 1.36929880922735805310e-1,
    1.48753612908506148525e-2, 7.86869131145613259100e-4, 1.84631831751005468180e-5,
    1.42151175831644588870e-7, 2.04426310338993978564e-15
  };

  private Normal() {}

  /** The x with P(X <= x) = p, for p in (0, 1). */
  static double quantile(double p) {
    double q = p - 0.5;
    if (isCentral(q)) {
      return central(q);
    }
    return q < 0 ? -tail(p) : tail(1 - p);
  }

  /**
   * The quantiles of many probabilities, given as q = p - 1/2. The central formula runs over all of
   * them, which the JIT vectorises, and the tails are put right one by one.
   *
   * @param q the first {@code length} are read
   * @param scratch as long as q
   * @param target receives the quantiles from {@code offset} on
   */
  static void quantiles(double[] q, double[] scratch, int length, float[] target, int offset) {
    for (int i = 0; i < length; i++) {
      scratch[i] = central(q[i]);
    }
    for (int i = 0; i < length; i++) {
      target[offset + i] =
          (float) (isCentral(q[i]) ? scratch[i] : Math.copySign(tail(0.5 - Math.abs(q[i])), q[i]));
    }
  }

  private static boolean isCentral(double q) {
    return Math.abs(q) <= 0.425;
  }

  private static double central(double q) {
    double r = 0.180625 - q * q;
    double a = ((((((A7 * r + A6) * r + A5) * r + A4) * r + A3) * r + A2) * r + A1) * r + A0;
    double b = ((((((B7 * r + B6) * r + B5) * r + B4) * r + B3) * r + B2) * r + B1) * r + 1;
    return q * a / b;
  }

  /** The x above 0 with P(X > x) = p. */
  private static double tail(double p) {
    double r = Math.sqrt(-StrictMath.log(p));
    return r <= 5
        ? polynomial(C, r - 1.6) / polynomial(D, r - 1.6)
        : polynomial(E, r - 5) / polynomial(F, r - 5);
  }

  private static double polynomial(double[] c, double r) {
    return ((((((c[7] * r + c[6]) * r + c[5]) * r + c[4]) * r + c[3]) * r + c[2]) * r + c[1]) * r
        + c[0];
  }
}
