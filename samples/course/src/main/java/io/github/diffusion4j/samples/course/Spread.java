package io.github.diffusion4j.samples.course;

import com.google.common.math.StatsAccumulator;
import io.github.diffusion4j.tensor.Tensor;

/** How much images differ from each other. */
final class Spread {
  private Spread() {}

  /** The standard deviation of a value from image to image: the root of the mean variance. */
  static double of(Tensor images) {
    return among(images, 1);
  }

  /** The same among images that were asked for the same: i, i + n, i + 2n, and so on. */
  static double among(Tensor images, int n) {
    int size = images.shape().size();
    double sum = 0;
    for (int i = 0; i < n * size; i++) {
      StatsAccumulator value = new StatsAccumulator();
      for (int row = i / size; row < images.rows(); row += n) {
        value.add(images.data()[row * size + i % size]);
      }
      sum += value.sampleVariance();
    }
    return Math.sqrt(sum / (n * size));
  }
}
