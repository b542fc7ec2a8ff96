package io.github.diffusion4j.sampler;

/**
 * The functions of exponential integrators: phi_1(z) = (e^z - 1) / z, phi_{k+1}(z) = (phi_k(z) - 1
 * / k!) / z; "DPM-Solver" (2206.00927), appendix B.
 */
final class Phi {
  /** Below this, the recursion loses digits and the series has them. */
  private static final double SMALL = 0.5;

  private Phi() {}

  /** phi_k(z) for k from 1; finite for finite z. */
  static double of(int k, double z) {
    if (Math.abs(z) < SMALL) {
      return series(k, z);
    }
    double phi = Math.expm1(z) / z;
    double factorial = 1;
    for (int j = 1; j < k; j++) {
      factorial *= j;
      phi = (phi - 1 / factorial) / z;
    }
    return phi;
  }

  /** Sum over n of z^n / (n + k)!. */
  private static double series(int k, double z) {
    double term = 1;
    for (int j = 2; j <= k; j++) {
      term /= j;
    }
    double sum = 0;
    for (int n = 1; n <= 20; n++) {
      sum += term;
      term *= z / (n + k);
    }
    return sum;
  }
}
