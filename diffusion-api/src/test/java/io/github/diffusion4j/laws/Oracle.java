package io.github.diffusion4j.laws;

import io.github.diffusion4j.schedule.Level;

/** A perfect network for a data set of one point. */
final class Oracle {
  private Oracle() {}

  /** What a v network says that knows x0 = c: v = alpha epsilon - sigma c. */
  static double[] knowing(double[] c, double[] x, Level level) {
    double[] v = new double[x.length];
    for (int i = 0; i < v.length; i++) {
      double epsilon = level.sigma() == 0 ? 0 : (x[i] - level.alpha() * c[i]) / level.sigma();
      v[i] = level.alpha() * epsilon - level.sigma() * c[i];
    }
    return v;
  }
}
