package io.github.diffusion4j.samples.papers;

import io.github.diffusion4j.tensor.NoiseSource;
import io.github.diffusion4j.tensor.Tensor;
import java.util.Arrays;

/**
 * The sliced Wasserstein distance: the mean over directions of how far sorted shadows lie apart.
 */
final class SlicedDistance {
  private static final int DIRECTIONS = 64;

  private SlicedDistance() {}

  /** Between as many samples of one shape. */
  static double between(Tensor a, Tensor b) {
    int size = a.shape().size();
    float[] direction = new float[size];
    double sum = 0;
    for (int k = 0; k < DIRECTIONS; k++) {
      NoiseSource.gaussian().fill(k, 0, direction, 0, size);
      double[] ofA = shadow(a, direction);
      double[] ofB = shadow(b, direction);
      for (int i = 0; i < ofA.length; i++) {
        sum += Math.abs(ofA[i] - ofB[i]) / ofA.length;
      }
    }
    return sum / DIRECTIONS;
  }

  private static double[] shadow(Tensor samples, float... direction) {
    double length = 0;
    for (float value : direction) {
      length += (double) value * value;
    }
    double[] shadow = new double[samples.rows()];
    for (int i = 0; i < samples.data().length; i++) {
      int row = i / direction.length;
      shadow[row] += samples.data()[i] * direction[i % direction.length] / Math.sqrt(length);
    }
    Arrays.sort(shadow);
    return shadow;
  }
}
