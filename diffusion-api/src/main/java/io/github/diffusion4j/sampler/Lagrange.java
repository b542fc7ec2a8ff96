package io.github.diffusion4j.sampler;

/** Integrals of the basis polynomials l_j of Lagrange, which are 1 at node j, 0 at the others. */
final class Lagrange {
  /** As many as the quadrature is exact for. */
  static final int MOST_NODES = 6;

  private static final double[] NODES = {-Math.sqrt(0.6), 0, Math.sqrt(0.6)};
  private static final double[] WEIGHTS = {5 / 9.0, 8 / 9.0, 5 / 9.0};

  private Lagrange() {}

  /** By Gauss-Legendre quadrature with 3 points, exact for up to 6 nodes. */
  static double integral(double[] nodes, int j, double from, double to) {
    double middle = (from + to) / 2;
    double half = (to - from) / 2;
    double sum = 0;
    for (int q = 0; q < NODES.length; q++) {
      sum += WEIGHTS[q] * basis(nodes, j, middle + half * NODES[q]);
    }
    return half * sum;
  }

  private static double basis(double[] nodes, int j, double x) {
    double product = 1;
    for (int k = 0; k < nodes.length; k++) {
      if (k != j) {
        product *= (x - nodes[k]) / (nodes[j] - nodes[k]);
      }
    }
    return product;
  }
}
