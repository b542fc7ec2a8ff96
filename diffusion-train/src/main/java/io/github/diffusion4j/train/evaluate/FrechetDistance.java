package io.github.diffusion4j.train.evaluate;

import static org.ejml.dense.row.CommonOps_DDRM.addEquals;
import static org.ejml.dense.row.CommonOps_DDRM.divide;
import static org.ejml.dense.row.CommonOps_DDRM.dot;
import static org.ejml.dense.row.CommonOps_DDRM.mult;
import static org.ejml.dense.row.CommonOps_DDRM.multTransB;
import static org.ejml.dense.row.CommonOps_DDRM.subtract;
import static org.ejml.dense.row.CommonOps_DDRM.trace;
import static org.ejml.dense.row.CommonOps_DDRM.transpose;

import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.EigenDecomposition_F64;

/**
 * The Frechet distance, squared, from one Gaussian to others (Dowson and Landau, "The Frechet
 * distance between multivariate normal distributions", 1982; of generated images 1706.08500, eq.
 * 6).
 */
final class FrechetDistance {
  private final Gaussian from;
  private final DMatrixRMaj root;

  FrechetDistance(Gaussian from) {
    this.from = from;
    this.root = root(from.covariance());
  }

  /**
   * |m1 - m2|^2 + tr(C1 + C2 - 2 (C1 C2)^(1/2)), where the root of C1 C2 has the trace of that of
   * the symmetric C1^(1/2) C2 C1^(1/2).
   */
  double to(Gaussian other) {
    DMatrixRMaj difference = subtract(from.mean(), other.mean(), null);
    DMatrixRMaj product = mult(mult(root, other.covariance(), null), root, null);
    return dot(difference, difference)
        + trace(from.covariance())
        + trace(other.covariance())
        - 2 * trace(root(product));
  }

  /** The root of a symmetric matrix without negative eigenvalues but for rounding. */
  private static DMatrixRMaj root(DMatrixRMaj symmetric) {
    int d = symmetric.getNumRows();
    EigenDecomposition_F64<DMatrixRMaj> eigen = DecompositionFactory_DDRM.eig(d, true, true);
    DMatrixRMaj even = transpose(symmetric, null);
    addEquals(even, symmetric);
    divide(even, 2);
    if (!eigen.decompose(even)) {
      throw new IllegalStateException("no eigenvalues: the features are not finite");
    }
    DMatrixRMaj vectors = new DMatrixRMaj(d, d);
    DMatrixRMaj scaled = new DMatrixRMaj(d, d);
    for (int i = 0; i < d; i++) {
      DMatrixRMaj vector = eigen.getEigenVector(i);
      double scale = Math.sqrt(Math.max(0, eigen.getEigenvalue(i).getReal()));
      for (int row = 0; row < d; row++) {
        vectors.set(row, i, vector.get(row));
        scaled.set(row, i, scale * vector.get(row));
      }
    }
    return multTransB(scaled, vectors, null);
  }
}
