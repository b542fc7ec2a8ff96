package io.github.diffusion4j.golden;

import java.util.List;

/** How far two trajectories are apart. */
final class Difference {
  private Difference() {}

  /**
   * The largest |difference| / max(1, max |x|) over all states; infinite where something is no
   * number, or the numbers of states differ.
   */
  static double worst(List<double[]> actual, List<double[]> expected) {
    if (actual.size() != expected.size()) {
      return Double.POSITIVE_INFINITY;
    }
    double worst = 0;
    for (int state = 0; state < actual.size(); state++) {
      worst = Math.max(worst, of(actual.get(state), expected.get(state)));
    }
    return worst;
  }

  static double of(double[] actual, double[] expected) {
    double scale = 1;
    double difference = 0;
    for (int i = 0; i < expected.length; i++) {
      scale = Math.max(scale, Math.abs(expected[i]));
      double d = Math.abs(actual[i] - expected[i]);
      difference = Double.isNaN(d) ? Double.POSITIVE_INFINITY : Math.max(difference, d);
    }
    return difference / scale;
  }
}
