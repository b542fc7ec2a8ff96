package io.github.diffusion4j.train.evaluate;

import java.util.stream.IntStream;
import org.ejml.simple.SimpleMatrix;

/**
 * The Gaussian that features are taken for.
 *
 * @param mean d x 1
 * @param covariance d x d
 */
record Gaussian(SimpleMatrix mean, SimpleMatrix covariance) {

  /** Of at least two rows of features. */
  static Gaussian of(double[][] features) {
    return of(features, IntStream.range(0, features.length).toArray());
  }

  /** Of chosen rows, some perhaps several times. */
  static Gaussian of(double[][] features, int[] chosen) {
    int n = chosen.length;
    if (n < 2) {
      throw new IllegalArgumentException(n + " pictures have no covariance: give 2 or more");
    }
    SimpleMatrix rows = new SimpleMatrix(n, features[0].length);
    for (int i = 0; i < n; i++) {
      rows.setRow(i, 0, features[chosen[i]]);
    }
    SimpleMatrix ones = SimpleMatrix.ones(n, 1);
    SimpleMatrix mean = rows.transpose().mult(ones).divide(n);
    SimpleMatrix centred = rows.minus(ones.mult(mean.transpose()));
    return new Gaussian(mean, centred.transpose().mult(centred).divide(n - 1.0));
  }
}
