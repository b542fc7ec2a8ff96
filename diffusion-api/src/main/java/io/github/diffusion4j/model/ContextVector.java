package io.github.diffusion4j.model;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What a sample is asked to show: the values a network is conditioned on, such as one number a
 * label. All zeros is the unconditional context: it asks for nothing in particular.
 *
 * <p>Immutable and thread-safe. {@link Labels} makes one of names.
 */
public final class ContextVector {
  private final float[] values;

  private ContextVector(float[] values) {
    this.values = values;
  }

  /**
   * A context by its values.
   *
   * @param values copied; none for a model that takes no context
   * @return the context
   * @throws IllegalArgumentException if a value is NaN or infinite
   */
  public static ContextVector of(float... values) {
    for (int i = 0; i < values.length; i++) {
      if (!Float.isFinite(values[i])) {
        throw new IllegalArgumentException(
            "context value %d is %s: every value is a finite number".formatted(i, values[i]));
      }
    }
    return new ContextVector(values.clone());
  }

  /**
   * The context that asks for nothing: zeros.
   *
   * @param size number of values, at least 0
   * @return the unconditional context
   */
  public static ContextVector unconditional(int size) {
    return new ContextVector(new float[size]);
  }

  /**
   * A weighted sum of two contexts.
   *
   * @param a one context
   * @param weightOfA its weight, usually in [0, 1]
   * @param b another of the same size
   * @param weightOfB its weight
   * @return weightOfA a + weightOfB b
   * @throws IllegalArgumentException if the sizes differ or the sum is not finite
   */
  public static ContextVector mix(
      ContextVector a, double weightOfA, ContextVector b, double weightOfB) {
    if (a.size() != b.size()) {
      throw new IllegalArgumentException(
          "contexts of %d and %d values: only contexts of one model mix"
              .formatted(a.size(), b.size()));
    }
    float[] sum = new float[a.size()];
    for (int i = 0; i < sum.length; i++) {
      sum[i] = (float) (weightOfA * a.values[i] + weightOfB * b.values[i]);
    }
    return of(sum);
  }

  /**
   * The way from one context to another, in even steps.
   *
   * @param from the first
   * @param to the last, of the same size
   * @param count how many, at least 1; one is {@code from}
   * @return that many contexts
   * @throws IllegalArgumentException if the sizes differ, or count is below 1
   */
  public static List<ContextVector> between(ContextVector from, ContextVector to, int count) {
    if (count < 1) {
      throw new IllegalArgumentException("count = " + count + ": at least 1");
    }
    return IntStream.range(0, count)
        .mapToDouble(i -> count == 1 ? 0 : i / (count - 1.0))
        .mapToObj(share -> mix(from, 1 - share, to, share))
        .toList();
  }

  /**
   * The context with every value multiplied.
   *
   * @param factor usually in [0, 1]
   * @return factor times this
   * @throws IllegalArgumentException if the product is not finite
   */
  public ContextVector times(double factor) {
    return mix(this, factor, this, 0);
  }

  /**
   * The number of values.
   *
   * @return at least 0
   */
  public int size() {
    return values.length;
  }

  /**
   * Whether nothing in particular is asked for.
   *
   * @return true if every value is 0
   */
  public boolean isUnconditional() {
    for (float value : values) {
      if (value != 0) {
        return false;
      }
    }
    return true;
  }

  /**
   * A copy of the values.
   *
   * @return {@code size()} floats
   */
  public float[] values() {
    return values.clone();
  }

  /**
   * Writes the values into an array, without allocating.
   *
   * @param target receives {@code size()} floats
   * @param offset the first index written
   */
  public void copyTo(float[] target, int offset) {
    System.arraycopy(values, 0, target, offset, values.length);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ContextVector that && Arrays.equals(values, that.values);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(values);
  }

  /** The values, such as {@code [1.0, 0.0, 0.6]}. */
  @Override
  public String toString() {
    return Arrays.toString(values);
  }
}
