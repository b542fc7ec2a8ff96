package io.github.diffusion4j.model;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What a sample is asked to show: the values a network is conditioned on, such as one number per
 * label; or {@link #unconditional}, which asks for nothing in particular. A network is given zeros
 * for the unconditional context, but a context of zeros is not unconditional: the zero may be the
 * number of a class.
 *
 * <p>Immutable and thread-safe. {@link Labels} makes one of names.
 */
public final class ContextVector {
  private enum Kind {
    GIVEN,
    UNCONDITIONAL
  }

  private final Kind kind;
  private final float[] values;

  private ContextVector(Kind kind, float[] values) {
    this.kind = kind;
    this.values = values;
  }

  /**
   * A context by its values, zeros included.
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
    return new ContextVector(Kind.GIVEN, values.clone());
  }

  /**
   * A context by the weights of labels, where a weight of 0 asks for nothing.
   *
   * @param weights one per label; copied
   * @return {@link #of} the weights, or the unconditional context if all are 0
   * @throws IllegalArgumentException if a weight is NaN or infinite
   */
  public static ContextVector ofWeights(float... weights) {
    for (float weight : weights) {
      if (weight != 0) {
        return of(weights);
      }
    }
    return unconditional(weights.length);
  }

  /**
   * The context that asks for nothing. Its values are zeros, but it equals no context made {@link
   * #of} zeros.
   *
   * @param size number of values, at least 0
   * @return the unconditional context
   */
  public static ContextVector unconditional(int size) {
    return new ContextVector(Kind.UNCONDITIONAL, new float[size]);
  }

  /**
   * A weighted sum of two contexts; the unconditional one counts as zeros. Of two unconditional
   * ones it is unconditional.
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
    if (a.isUnconditional() && b.isUnconditional()) {
      return a;
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
   * @return that many contexts; the first is {@code from}, the last of several {@code to}
   * @throws IllegalArgumentException if the sizes differ, or count is below 1
   */
  public static List<ContextVector> between(ContextVector from, ContextVector to, int count) {
    if (count < 1) {
      throw new IllegalArgumentException("count = " + count + ": at least 1");
    }
    return IntStream.range(0, count)
        .mapToDouble(i -> count == 1 ? 0 : i / (count - 1.0))
        .mapToObj(share -> between(from, to, share))
        .toList();
  }

  private static ContextVector between(ContextVector from, ContextVector to, double share) {
    ContextVector mixed = mix(from, 1 - share, to, share); // checks the sizes, too
    return share == 0 ? from : share == 1 ? to : mixed;
  }

  /**
   * The context with every value multiplied.
   *
   * @param factor usually in [0, 1]
   * @return factor times this; the unconditional context stays as it is
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
   * @return true for {@link #unconditional}; false for a context of zeros
   */
  public boolean isUnconditional() {
    return kind == Kind.UNCONDITIONAL;
  }

  /**
   * A copy of the values.
   *
   * @return {@code size()} floats; zeros for the unconditional context
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
    return other instanceof ContextVector that
        && kind == that.kind
        && Arrays.equals(values, that.values);
  }

  @Override
  public int hashCode() {
    return isUnconditional() ? size() : Arrays.hashCode(values);
  }

  /** The values, such as {@code [1.0, 0.0, 0.6]}, or {@code unconditional}. */
  @Override
  public String toString() {
    return isUnconditional() ? "unconditional" : Arrays.toString(values);
  }
}
