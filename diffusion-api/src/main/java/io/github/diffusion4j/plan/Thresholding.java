package io.github.diffusion4j.plan;

import java.util.Arrays;

/**
 * What is done to the predicted clean sample before it is used.
 *
 * <p>By default epsilon follows from the thresholded x0, epsilon = (x - alpha x0) / sigma, so that
 * both agree; {@link #keepingRawEpsilon} keeps it as the network predicted it.
 *
 * <p>Implementations are immutable and thread-safe.
 */
public sealed interface Thresholding {

  /**
   * Shapes one sample in place.
   *
   * @param x0 holds the sample
   * @param offset of its first value
   * @param length of it
   */
  void apply(float[] x0, int offset, int length);

  /**
   * Leaves x0-hat as it is.
   *
   * @return no thresholding
   */
  static Thresholding none() {
    return new None();
  }

  /**
   * Clips x0-hat.
   *
   * @param bound of |x0|, above 0; infinite for {@link #none}
   * @return the thresholding
   * @throws IllegalArgumentException if the bound is not above 0
   */
  static Thresholding clip(double bound) {
    return bound == Double.POSITIVE_INFINITY ? none() : new Clip(bound);
  }

  /**
   * Dynamic thresholding, "Photorealistic Text-to-Image Diffusion Models with Deep Language
   * Understanding" (2205.11487), section 2.3: with s the quantile of |x0| over the sample, held
   * between 1 and a maximum (which wins), x0 is clipped to [-s, s] and divided by s.
   *
   * @param quantile in (0, 1], 0.995 in the paper
   * @param maximum of s, above 0; 1 is clipping to 1
   * @return the thresholding
   * @throws IllegalArgumentException if a value is out of range
   */
  static Thresholding dynamicThreshold(double quantile, double maximum) {
    return new DynamicThreshold(quantile, maximum);
  }

  /**
   * The same thresholding of x0, with epsilon as the network predicted it.
   *
   * @return the thresholding
   */
  default Thresholding keepingRawEpsilon() {
    return new RawEpsilon(this);
  }

  /** See {@link Thresholding#none}. */
  record None() implements Thresholding {
    @Override
    public void apply(float[] x0, int offset, int length) {}

    @Override
    public String toString() {
      return "x0 as predicted";
    }
  }

  /**
   * See {@link Thresholding#clip}.
   *
   * @param bound of |x0|
   */
  record Clip(double bound) implements Thresholding {
    /**
     * Checks the bound.
     *
     * @param bound of |x0|
     * @throws IllegalArgumentException if it is not above 0
     */
    public Clip {
      if (!(bound > 0)) {
        throw new IllegalArgumentException("clip = " + bound + ": a bound above 0, such as 1");
      }
    }

    @Override
    public void apply(float[] x0, int offset, int length) {
      float b = (float) bound;
      for (int i = offset; i < offset + length; i++) {
        x0[i] = Math.max(-b, Math.min(b, x0[i]));
      }
    }

    @Override
    public String toString() {
      return "x0 clipped to " + bound;
    }
  }

  /**
   * See {@link Thresholding#dynamicThreshold}.
   *
   * @param quantile in (0, 1]
   * @param maximum of s
   */
  record DynamicThreshold(double quantile, double maximum) implements Thresholding {
    /**
     * Checks the values.
     *
     * @param quantile in (0, 1]
     * @param maximum of s
     * @throws IllegalArgumentException if one is out of range
     */
    public DynamicThreshold {
      if (!(quantile > 0 && quantile <= 1 && maximum > 0)) {
        throw new IllegalArgumentException(
            "quantile %s, maximum %s: the first lies in (0, 1], the second is above 0"
                .formatted(quantile, maximum));
      }
    }

    @Override
    public void apply(float[] x0, int offset, int length) {
      float[] sorted = new float[length];
      for (int i = 0; i < length; i++) {
        sorted[i] = Math.abs(x0[offset + i]);
      }
      Arrays.sort(sorted);
      double place = quantile * (length - 1);
      int below = (int) place;
      int above = Math.min(below + 1, length - 1);
      double q = sorted[below] + (place - below) * (sorted[above] - sorted[below]);
      double s = Math.min(maximum, Math.max(1, q));
      for (int i = offset; i < offset + length; i++) {
        x0[i] = (float) (Math.max(-s, Math.min(s, x0[i])) / s);
      }
    }

    @Override
    public String toString() {
      return "x0 thresholded at quantile " + quantile + ", at most " + maximum;
    }
  }

  /**
   * See {@link Thresholding#keepingRawEpsilon}.
   *
   * @param thresholding of x0
   */
  record RawEpsilon(Thresholding thresholding) implements Thresholding {
    @Override
    public void apply(float[] x0, int offset, int length) {
      thresholding.apply(x0, offset, length);
    }

    @Override
    public Thresholding keepingRawEpsilon() {
      return this;
    }

    @Override
    public String toString() {
      return thresholding + ", epsilon kept";
    }
  }
}
