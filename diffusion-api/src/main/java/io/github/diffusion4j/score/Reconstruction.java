package io.github.diffusion4j.score;

import io.github.diffusion4j.numeric.NormalDistribution;
import io.github.diffusion4j.tensor.ValueRange;

/** How probable a value is in the last step, which is Gaussian. */
interface Reconstruction {

  /** The natural logarithm. */
  double logProbability(double value, double mean, double deviation);

  /** The density of the value. */
  static Reconstruction density() {
    return (value, mean, deviation) -> {
      double z = (value - mean) / deviation;
      return -0.5 * (z * z + Math.log(2 * Math.PI)) - Math.log(deviation);
    };
  }

  // 2006.11239, eq 13: the integral over the shade, which is half open at both ends of the range
  static Reconstruction shades(int shades, ValueRange range) {
    if (shades < 2) {
      throw new IllegalArgumentException("shades = " + shades + ": at least 2, black and white");
    }
    double half = ((double) range.high() - range.low()) / (shades - 1) / 2;
    return (value, mean, deviation) ->
        NormalDistribution.logProbability(
            value < range.low() + half
                ? Double.NEGATIVE_INFINITY
                : (value - half - mean) / deviation,
            value > range.high() - half
                ? Double.POSITIVE_INFINITY
                : (value + half - mean) / deviation);
  }
}
