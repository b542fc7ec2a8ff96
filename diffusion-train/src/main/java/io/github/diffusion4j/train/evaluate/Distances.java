package io.github.diffusion4j.train.evaluate;

import io.github.diffusion4j.tensor.Tensor;

/**
 * How far images are apart. Between images it is the root of the mean squared difference of their
 * values, in steps of 8-bit colour from 0 to 255.
 */
final class Distances {
  private static final double STEPS = 255.0 / 2; // values lie in [-1, 1]

  /** Between two looks at the limit. */
  private static final int STRETCH = 256;

  private Distances() {}

  static double square(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      double difference = a[i] - b[i];
      sum += difference * difference;
    }
    return sum;
  }

  /** From each image to the nearest of others. */
  static double[] toNearest(Tensor images, Tensor others) {
    double[] nearest = new double[images.rows()];
    for (int i = 0; i < nearest.length; i++) {
      double least = Double.POSITIVE_INFINITY;
      for (int j = 0; j < others.rows(); j++) {
        least = Math.min(least, square(images, i, others, j, least));
      }
      nearest[i] = rms(least, images);
    }
    return nearest;
  }

  /** The mean over all pairs among images; at least two are wanted. */
  static double betweenAll(Tensor images) {
    double sum = 0;
    int n = images.rows();
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < i; j++) {
        sum += rms(square(images, i, images, j, Double.POSITIVE_INFINITY), images);
      }
    }
    return sum / (n * (n - 1) / 2.0);
  }

  /** The sum of squared differences, or, where it is more than a limit, some number above that. */
  private static float square(Tensor a, int i, Tensor b, int j, double limit) {
    int size = a.shape().size();
    float sum = 0;
    for (int k = 0; k < size; k++) {
      if (k % STRETCH == 0 && sum > limit) {
        return sum;
      }
      float difference = a.data()[i * size + k] - b.data()[j * size + k];
      sum += difference * difference;
    }
    return sum;
  }

  private static double rms(double square, Tensor images) {
    return Math.sqrt(square / images.shape().size()) * STEPS;
  }
}
