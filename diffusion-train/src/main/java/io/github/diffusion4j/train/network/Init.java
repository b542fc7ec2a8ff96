package io.github.diffusion4j.train.network;

import io.github.diffusion4j.tensor.NoiseSource;
import io.github.diffusion4j.tensor.Shape;
import java.util.Arrays;

/** How a parameter starts. */
public enum Init {
  /**
   * N(0, 1 / fan-in), which keeps the variance of a linear map's input; fan-in is the product of
   * all dimensions but the first (LeCun et al., "Efficient BackProp", 1998, section 4.6).
   */
  FAN_IN,
  /** All 0: a bias, or the last map of a branch that shall start as the identity. */
  ZEROS,
  /** All 1: a scale. */
  ONES;

  float[] values(Shape shape, String name, long seed) {
    float[] values = new float[shape.size()];
    switch (this) {
      case ZEROS -> {}
      case ONES -> Arrays.fill(values, 1);
      case FAN_IN -> {
        NoiseSource.gaussian().fill(seed, name.hashCode(), values, 0, values.length);
        double deviation = 1 / Math.sqrt((double) values.length / shape.dimension(0));
        for (int i = 0; i < values.length; i++) {
          values[i] = (float) (values[i] * deviation);
        }
      }
    }
    return values;
  }
}
