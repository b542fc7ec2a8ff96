package io.github.diffusion4j.train.evaluate;

import static org.ejml.dense.row.CommonOps_DDRM.divide;
import static org.ejml.dense.row.CommonOps_DDRM.multTransA;
import static org.ejml.dense.row.CommonOps_DDRM.sumCols;
import static org.ejml.dense.row.CommonOps_DDRM.transpose;

import java.util.stream.IntStream;
import org.ejml.data.DMatrixRMaj;

/**
 * The Gaussian that features are taken for.
 *
 * @param mean d x 1
 * @param covariance d x d
 */
record Gaussian(DMatrixRMaj mean, DMatrixRMaj covariance) {

  /** Of at least two rows of features. */
  static Gaussian of(double[][] features) {
    return of(features, IntStream.range(0, features.length).toArray());
  }

  /** Of chosen rows, some perhaps several times. */
  static Gaussian of(double[][] features, int[] chosen) {
    int n = chosen.length;
    if (n < 2) {
      throw new IllegalArgumentException(n + " images have no covariance: give 2 or more");
    }
    int d = features[0].length;
    DMatrixRMaj rows = new DMatrixRMaj(n, d);
    for (int i = 0; i < n; i++) {
      System.arraycopy(features[chosen[i]], 0, rows.data, i * d, d);
    }
    DMatrixRMaj mean = sumCols(rows, null);
    divide(mean, n);
    for (int i = 0; i < n; i++) {
      for (int k = 0; k < d; k++) {
        rows.add(i, k, -mean.get(k));
      }
    }
    DMatrixRMaj covariance = multTransA(rows, rows, null);
    divide(covariance, n - 1.0);
    return new Gaussian(transpose(mean, null), covariance);
  }
}
