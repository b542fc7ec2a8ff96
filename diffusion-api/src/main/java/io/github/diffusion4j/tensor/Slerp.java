package io.github.diffusion4j.tensor;

import java.util.function.DoubleUnaryOperator;

/** Spherical interpolation, 2010.02502, equation 67. */
final class Slerp {
  private Slerp() {}

  /** sin((1 - t) phi) / sin(phi) a + sin(t phi) / sin(phi) b, phi the angle between a and b. */
  static void mix(float[] a, float[] b, double t, float[] target, int offset, int size) {
    double ab = 0;
    double aa = 0;
    double bb = 0;
    for (int i = offset; i < offset + size; i++) {
      ab += (double) a[i] * b[i];
      aa += (double) a[i] * a[i];
      bb += (double) b[i] * b[i];
    }
    double phi = Math.acos(Math.max(-1, Math.min(1, ab / Math.sqrt(aa * bb))));
    DoubleUnaryOperator share = u -> phi < 1e-6 ? u : Math.sin(u * phi) / Math.sin(phi);
    double ofA = share.applyAsDouble(1 - t);
    double ofB = share.applyAsDouble(t);
    for (int i = offset; i < offset + size; i++) {
      target[i] = (float) (ofA * a[i] + ofB * b[i]);
    }
  }
}
