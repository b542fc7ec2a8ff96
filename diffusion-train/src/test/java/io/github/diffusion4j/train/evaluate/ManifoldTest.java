package io.github.diffusion4j.train.evaluate;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import org.junit.jupiter.api.Test;

/** Precision and recall of 1904.06991. */
class ManifoldTest {
  /** The third neighbour of 0 is 3, that of 1 is 3, ..., that of 10 is 1. */
  private static final Manifold LINE = new Manifold(points(0, 1, 2, 3, 10));

  @Test
  void reachesFromEachPointToItsThirdNeighbour() {
    assertArrayEquals(
        new double[] {1, 1, 1, 0, 1, 0}, LINE.covers(points(-3, 2.5, 19, 19.5, 2.99, -3.01)));
  }

  @Test
  void coversItsOwnPoints() {
    assertArrayEquals(new double[] {1, 1, 1, 1, 1}, LINE.covers(points(0, 1, 2, 3, 10)));
  }

  private static double[][] points(double... line) {
    double[][] points = new double[line.length][];
    for (int i = 0; i < line.length; i++) {
      points[i] = new double[] {line[i]};
    }
    return points;
  }
}
