package io.github.diffusion4j.train.evaluate;

import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.EigenDecomposition_F64;
import org.ejml.simple.SimpleMatrix;

/**
 * The Frechet distance, squared, from one Gaussian to others (Dowson and Landau, "The Frechet
 * distance between multivariate normal distributions", 1982; of generated pictures 1706.08500, eq.
 * 6).
 */
final class FrechetDistance {
  private final Gaussian from;
  private final SimpleMatrix root;

  FrechetDistance(Gaussian from) {
    this.from = from;
    this.root = root(from.covariance());
  }

  /**
   * |m1 - m2|^2 + tr(C1 + C2 - 2 (C1 C2)^(1/2)), where the root of C1 C2 has the trace of that of
   * the symmetric C1^(1/2) C2 C1^(1/2).
   */
  double to(Gaussian other) {
    SimpleMatrix difference = from.mean().minus(other.mean());
    return difference.dot(difference)
        + from.covariance().trace()
        + other.covariance().trace()
        - 2 * root(root.mult(other.covariance()).mult(root)).trace();
  }

  /** The root of a symmetric matrix without negative eigenvalues but for rounding. */
  private static SimpleMatrix root(SimpleMatrix symmetric) {
    int d = symmetric.getNumRows();
    EigenDecomposition_F64<DMatrixRMaj> eigen = DecompositionFactory_DDRM.eig(d, true, true);
    SimpleMatrix even = symmetric.plus(symmetric.transpose()).divide(2);
    if (!eigen.decompose(even.getDDRM())) {
      throw new IllegalStateException("no eigenvalues: the features are not finite");
    }
    SimpleMatrix vectors = new SimpleMatrix(d, d);
    SimpleMatrix scaled = new SimpleMatrix(d, d);
    for (int i = 0; i < d; i++) {
      SimpleMatrix vector = SimpleMatrix.wrap(eigen.getEigenVector(i));
      double value = Math.max(0, eigen.getEigenvalue(i).getReal());
      vectors.setColumn(i, vector);
      scaled.setColumn(i, vector.scale(Math.sqrt(value)));
    }
    return scaled.mult(vectors.transpose());
  }
}
