package io.github.diffusion4j.train.evaluate;

import java.util.stream.IntStream;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.EigenDecomposition_F64;
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

  /**
   * The Frechet distance, squared (Dowson and Landau, 1982; for generated pictures 1706.08500, eq.
   * 6): |m1 - m2|^2 + tr(C1 + C2 - 2 (C1 C2)^(1/2)). The root of C1 C2 has the trace of the root of
   * the symmetric C1^(1/2) C2 C1^(1/2).
   */
  double frechet(Gaussian other) {
    SimpleMatrix root = root(covariance);
    SimpleMatrix difference = mean.minus(other.mean);
    return difference.dot(difference)
        + covariance.trace()
        + other.covariance.trace()
        - 2 * root(root.mult(other.covariance).mult(root)).trace();
  }

  /** The root of a symmetric matrix without negative eigenvalues but for rounding. */
  private static SimpleMatrix root(SimpleMatrix symmetric) {
    int d = symmetric.getNumRows();
    EigenDecomposition_F64<DMatrixRMaj> eigen = DecompositionFactory_DDRM.eig(d, true, true);
    SimpleMatrix even = symmetric.plus(symmetric.transpose()).divide(2);
    if (!eigen.decompose(even.getDDRM())) {
      throw new IllegalStateException("no eigenvalues: the features are not finite");
    }
    SimpleMatrix root = new SimpleMatrix(d, d);
    for (int i = 0; i < d; i++) {
      SimpleMatrix vector = SimpleMatrix.wrap(eigen.getEigenVector(i));
      double value = Math.max(0, eigen.getEigenvalue(i).getReal());
      root = root.plus(vector.mult(vector.transpose()).scale(Math.sqrt(value)));
    }
    return root;
  }
}
