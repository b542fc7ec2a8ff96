package io.github.diffusion4j.train.evaluate;

import static org.ejml.dense.row.CommonOps_DDRM.mult;
import static org.ejml.dense.row.CommonOps_DDRM.multTransB;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.ejml.dense.row.RandomMatrices_DDRM;

/** The Frechet distance of Gaussians. */
class FrechetDistanceTest {
  private static final int D = 6;

  /** Where both covariances are diagonal, 1706.08500, eq 6, is a sum over dimensions. */
  @Property(tries = 50)
  void ofIndependentDimensionsIsASum(
      @ForAll @DoubleRange(min = 0, max = 9) double a,
      @ForAll @DoubleRange(min = 0, max = 9) double b,
      @ForAll @DoubleRange(min = -3, max = 3) double shift) {
    Gaussian one = diagonal(0, a, 2 * a);
    Gaussian two = diagonal(shift, b, 3 * b);
    double expected =
        2 * shift * shift
            + Math.pow(Math.sqrt(a) - Math.sqrt(b), 2)
            + Math.pow(Math.sqrt(2 * a) - Math.sqrt(3 * b), 2);
    assertEquals(expected, distance(one, two), 1e-9);
  }

  @Property(tries = 20)
  void isTheSameBothWaysAndNothingToItself(@ForAll long seed) {
    Gaussian one = random(seed, 1);
    Gaussian two = random(seed + 1, 2);
    assertEquals(distance(one, two), distance(two, one), 1e-8);
    assertEquals(0, distance(one, one), 1e-8);
    assertTrue(distance(one, two) > 0.1);
  }

  @Property(tries = 20)
  void doesNotChangeWhenBothAreTurned(@ForAll long seed) {
    DMatrixRMaj turn = RandomMatrices_DDRM.orthogonal(D, D, new Random(seed));
    Gaussian one = random(seed, 1);
    Gaussian two = random(seed + 1, 2);
    assertEquals(distance(one, two), distance(turned(one, turn), turned(two, turn)), 1e-8);
  }

  @Example
  void oneRowHasNoCovariance() {
    assertThrows(IllegalArgumentException.class, () -> Gaussian.of(new double[1][D]));
  }

  private static double distance(Gaussian from, Gaussian to) {
    return new FrechetDistance(from).to(to);
  }

  private static Gaussian diagonal(double mean, double first, double second) {
    return new Gaussian(
        new DMatrixRMaj(new double[] {mean, mean}), CommonOps_DDRM.diag(first, second));
  }

  private static Gaussian turned(Gaussian g, DMatrixRMaj turn) {
    return new Gaussian(
        mult(turn, g.mean(), null), multTransB(mult(turn, g.covariance(), null), turn, null));
  }

  private static Gaussian random(long seed, double scale) {
    Random random = new Random(seed);
    double[][] rows = new double[20][D];
    for (double[] row : rows) {
      for (int i = 0; i < D; i++) {
        row[i] = scale * random.nextGaussian();
      }
    }
    return Gaussian.of(rows);
  }
}
