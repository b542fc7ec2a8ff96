package io.github.diffusion4j.train.evaluate;

import java.util.Arrays;

/**
 * The part of feature space that images fill: a ball around each, as wide as to its k-th nearest
 * neighbour ("Improved Precision and Recall Metric for Assessing Generative Models", 1904.06991,
 * eq. 1).
 */
final class Manifold {
  private static final int K = 3; // as in the paper

  private final double[][] features;
  private final double[] radii;

  Manifold(double[][] features) {
    this.features = features;
    this.radii = new double[features.length];
    for (int i = 0; i < radii.length; i++) {
      double[] squares = new double[radii.length];
      for (int j = 0; j < radii.length; j++) {
        squares[j] = Distances.square(features[i], features[j]);
      }
      Arrays.sort(squares);
      radii[i] = squares[Math.min(K, radii.length - 1)]; // the nearest is the image itself
    }
  }

  /**
   * Which points lie in it, as 0 and 1 (eq. 1). Of generated images in the manifold of real ones
   * the mean is precision, the other way round recall (eq. 2).
   */
  double[] covers(double[][] points) {
    double[] covered = new double[points.length];
    for (int p = 0; p < points.length; p++) {
      for (int i = 0; i < radii.length && covered[p] == 0; i++) {
        covered[p] = Distances.square(points[p], features[i]) <= radii[i] ? 1 : 0;
      }
    }
    return covered;
  }
}
