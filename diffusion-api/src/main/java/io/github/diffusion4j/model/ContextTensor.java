package io.github.diffusion4j.model;

import io.github.diffusion4j.tensor.Shape;
import io.github.diffusion4j.tensor.Tensor;
import java.util.Arrays;
import java.util.Locale;

/**
 * One part of a {@link ContextVector}: values of a shape and a kind.
 *
 * <p>Immutable and thread-safe.
 */
public final class ContextTensor {

  /** What values mean, which decides how they mix and how they reach a network. */
  public enum Kind {
    /** Real numbers, such as token states, pooled embeddings or one number per label. */
    FLOAT,
    /** Whole numbers from 0 to 2^24, such as classes; they do not mix. */
    INDEX,
    /** 1 where something is there, 0 where it is padding; masks do not mix. */
    MASK;

    private static final float LARGEST_INDEX = 1 << 24;

    boolean takes(float value) {
      return switch (this) {
        case FLOAT -> Float.isFinite(value);
        case INDEX -> value >= 0 && value <= LARGEST_INDEX && value == Math.rint(value);
        case MASK -> value == 0 || value == 1;
      };
    }

    private String range() {
      return switch (this) {
        case FLOAT -> "a finite number";
        case INDEX -> "a whole number from 0 to 16777216";
        case MASK -> "0 or 1";
      };
    }

    /** As a card writes it. */
    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private static final int FEW = 64;

  private final Kind kind;
  private final Shape shape;
  private final float[] values;

  private ContextTensor(Kind kind, Shape shape, float[] values) {
    this.kind = kind;
    this.shape = shape;
    this.values = values;
  }

  /**
   * Real numbers.
   *
   * @param shape such as tokens x width
   * @param values row-major, as many as the shape has; copied
   * @return the tensor
   * @throws IllegalArgumentException if their number is another, or one is NaN or infinite
   */
  public static ContextTensor of(Shape shape, float... values) {
    return of(Kind.FLOAT, shape, values);
  }

  /**
   * One class, token or other whole number.
   *
   * @param value from 0 to 2^24
   * @return the tensor, of shape 1
   * @throws IllegalArgumentException if it is out of range
   */
  public static ContextTensor index(int value) {
    return of(Kind.INDEX, Shape.of(1), value);
  }

  /**
   * Values of any kind.
   *
   * @param kind of the values
   * @param shape of the tensor
   * @param values row-major, as many as the shape has; copied
   * @return the tensor
   * @throws IllegalArgumentException if their number is another, or one is out of the kind's range
   */
  public static ContextTensor of(Kind kind, Shape shape, float... values) {
    if (values.length != shape.size()) {
      throw new IllegalArgumentException(
          "%d context values for a shape of %s: it has %d"
              .formatted(values.length, shape, shape.size()));
    }
    for (int i = 0; i < values.length; i++) {
      if (!kind.takes(values[i])) {
        throw new IllegalArgumentException(
            "context value %d is %s: every value of kind %s is %s"
                .formatted(i, values[i], kind, kind.range()));
      }
    }
    return new ContextTensor(kind, shape, values.clone());
  }

  /** The same number everywhere. */
  static ContextTensor filled(Kind kind, Shape shape, float value) {
    float[] values = new float[shape.size()];
    Arrays.fill(values, value);
    return of(kind, shape, values);
  }

  /** A weighted sum of real numbers, or the value itself where both have the same. */
  static ContextTensor mix(
      String role, ContextTensor a, double weightOfA, ContextTensor b, double weightOfB) {
    if (!a.shape.equals(b.shape)) {
      throw new IllegalArgumentException(
          "contexts whose '%s' is %s and %s: only contexts of one model mix"
              .formatted(role, a.shape, b.shape));
    }
    if (a.kind != Kind.FLOAT || b.kind != Kind.FLOAT) {
      if (a.equals(b)) {
        return a;
      }
      throw new IllegalArgumentException(
          "contexts of different '%s', which is of kind %s: only real numbers mix"
              .formatted(role, a.kind));
    }
    float[] sum = new float[a.values.length];
    for (int i = 0; i < sum.length; i++) {
      sum[i] = (float) (weightOfA * a.values[i] + weightOfB * b.values[i]);
    }
    return of(a.shape, sum);
  }

  /**
   * What the values mean.
   *
   * @return the kind
   */
  public Kind kind() {
    return kind;
  }

  /**
   * The shape of the values.
   *
   * @return such as 77x768, or 1 for a single value
   */
  public Shape shape() {
    return shape;
  }

  /**
   * The number of values.
   *
   * @return {@code shape().size()}
   */
  public int size() {
    return values.length;
  }

  /**
   * A copy of the values.
   *
   * @return {@code shape().size()} floats, row-major
   */
  public float[] values() {
    return values.clone();
  }

  /**
   * Writes the values into an array, without allocating.
   *
   * @param target receives {@code shape().size()} floats
   * @param offset the first index written
   */
  public void copyTo(float[] target, int offset) {
    System.arraycopy(values, 0, target, offset, values.length);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ContextTensor that
        && kind == that.kind
        && shape.equals(that.shape)
        && Arrays.equals(values, that.values);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(values);
  }

  /**
   * The values where they are few, such as {@code [1.0, 0.0]}, else kind, shape and the SHA-256 of
   * the values as float32 in little-endian.
   */
  @Override
  public String toString() {
    return values.length <= FEW
        ? Arrays.toString(values)
        : kind + " " + Tensor.wrap(shape, values).digest();
  }
}
