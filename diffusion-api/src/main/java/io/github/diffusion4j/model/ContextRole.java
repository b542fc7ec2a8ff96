package io.github.diffusion4j.model;

import io.github.diffusion4j.model.ContextTensor.Kind;
import io.github.diffusion4j.tensor.Shape;
import java.util.Objects;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * One input that a network is conditioned on: its name, kind and shape, and what the network is
 * given where nothing is asked for.
 *
 * <p>Immutable and thread-safe.
 */
public final class ContextRole {

  /** What the network is given for the unconditional context. */
  public enum Unconditional {
    /** The same number everywhere, such as zeros or a null class. */
    FILLED,
    /** What the text encoder makes of an empty prompt. */
    EMPTY_PROMPT,
    /** What the guided context has: the role is no part of what guidance moves away from. */
    SAME
  }

  /** What the size of the values depends on. */
  public enum Extent {
    /** Nothing: the shape is always the same. */
    FIXED,
    /**
     * The samples: for samples so many times as high and wide as the card's, such as a mask or a
     * control image, height and width are as many times as large.
     */
    SAMPLES
  }

  private final String name;
  private final Kind kind;
  private final Shape shape;
  private final Extent extent;
  private final Unconditional unconditional;
  private final float fill;
  private final @Nullable Float fallback;

  private ContextRole(
      String name,
      Kind kind,
      Shape shape,
      Extent extent,
      Unconditional unconditional,
      float fill,
      @Nullable Float fallback) {
    this.name = name;
    this.kind = kind;
    this.shape = shape;
    this.extent = extent;
    this.unconditional = unconditional;
    this.fill = fill;
    this.fallback = fallback;
  }

  /**
   * A role whose unconditional value is all zeros.
   *
   * @param name such as {@code tokens}
   * @param kind of its values
   * @param shape of its values for one sample
   * @return the role
   * @throws IllegalArgumentException if the name is blank
   */
  public static ContextRole of(String name, Kind kind, Shape shape) {
    if (name.isBlank()) {
      throw new IllegalArgumentException("a context role without a name: give it one");
    }
    return new ContextRole(name, kind, shape, Extent.FIXED, Unconditional.FILLED, 0, null);
  }

  /**
   * The same role with another unconditional value.
   *
   * @param value everywhere, such as the null class
   * @return a copy
   * @throws IllegalArgumentException if the kind does not have it
   */
  public ContextRole unconditional(double value) {
    return new ContextRole(
        name, kind, shape, extent, Unconditional.FILLED, checked((float) value), fallback);
  }

  /**
   * The same role, its unconditional value being the encoded empty prompt.
   *
   * @return a copy
   */
  public ContextRole unconditionalEmptyPrompt() {
    return new ContextRole(name, kind, shape, extent, Unconditional.EMPTY_PROMPT, 0, fallback);
  }

  /**
   * The same role, its value being the same with and without guidance, such as the size of an image
   * or a control image.
   *
   * @return a copy
   */
  public ContextRole unconditionalSame() {
    return new ContextRole(name, kind, shape, extent, Unconditional.SAME, 0, fallback);
  }

  /**
   * The same role with a value for contexts that do not give it.
   *
   * @param value everywhere, such as 1 for a mask without padding
   * @return a copy
   * @throws IllegalArgumentException if the kind does not have it
   */
  public ContextRole fallback(double value) {
    return new ContextRole(name, kind, shape, extent, unconditional, fill, checked((float) value));
  }

  /**
   * The same role, its height and width following those of the samples.
   *
   * @return a copy
   * @throws IllegalArgumentException if the shape is not channels x height x width
   */
  public ContextRole sizedAsSamples() {
    if (shape.rank() != 3) {
      throw new IllegalArgumentException(
          "%s: only a role of channels x height x width follows the size of samples"
              .formatted(this));
    }
    return new ContextRole(name, kind, shape, Extent.SAMPLES, unconditional, fill, fallback);
  }

  /**
   * This role for samples of another size.
   *
   * @param card the shape of the card's samples, which {@link #shape} belongs to
   * @param samples of the same rank
   * @return this where the size does not follow, or is the same
   */
  public ContextRole forSamples(Shape card, Shape samples) {
    if (extent == Extent.FIXED || card.equals(samples)) {
      return this;
    }
    Shape sized = Shape.of(shape.dimension(0), scaled(1, card, samples), scaled(2, card, samples));
    return new ContextRole(name, kind, sized, extent, unconditional, fill, fallback);
  }

  /**
   * The number of values for samples of a size, as {@link #forSamples} has them; allocates nothing.
   *
   * @param card the shape of the card's samples
   * @param samples of the same rank
   * @return at least 1
   */
  public int sizeFor(Shape card, Shape samples) {
    return extent == Extent.FIXED
        ? shape.size()
        : shape.dimension(0) * scaled(1, card, samples) * scaled(2, card, samples);
  }

  private int scaled(int dimension, Shape card, Shape samples) {
    return Math.toIntExact(
        (long) shape.dimension(dimension)
            * samples.dimension(dimension)
            / card.dimension(dimension));
  }

  private float checked(float value) {
    ContextTensor.of(kind, Shape.of(1), value);
    return value;
  }

  /**
   * The name.
   *
   * @return not blank
   */
  public String name() {
    return name;
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
   * The shape of the values for one sample.
   *
   * @return the shape without the batch
   */
  public Shape shape() {
    return shape;
  }

  /**
   * What the size of the values depends on.
   *
   * @return fixed by default
   */
  public Extent extent() {
    return extent;
  }

  /**
   * What the network is given where nothing is asked for.
   *
   * @return the rule
   */
  public Unconditional unconditional() {
    return unconditional;
  }

  /**
   * The value of {@link Unconditional#FILLED}.
   *
   * @return 0 by default
   */
  public float fill() {
    return fill;
  }

  /**
   * The value for contexts that do not give the role.
   *
   * @return empty if they are refused
   */
  public OptionalDouble fallback() {
    return fallback == null ? OptionalDouble.empty() : OptionalDouble.of(fallback);
  }

  /** The value for a context that does not have the role. */
  ContextTensor missing() {
    if (fallback == null) {
      throw new IllegalArgumentException(
          "a context without '%s': this model takes %s".formatted(name, this));
    }
    return ContextTensor.filled(kind, shape, fallback);
  }

  ContextTensor check(ContextTensor tensor) {
    if (tensor.kind() != kind || !tensor.shape().equals(shape)) {
      throw new IllegalArgumentException(
          "a context whose '%s' is %s %s: this model takes %s"
              .formatted(name, tensor.kind(), tensor.shape(), this));
    }
    return tensor;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ContextRole that
        && name.equals(that.name)
        && kind == that.kind
        && shape.equals(that.shape)
        && extent == that.extent
        && unconditional == that.unconditional
        && fill == that.fill
        && Objects.equals(fallback, that.fallback);
  }

  @Override
  public int hashCode() {
    return Objects.hash(name, kind, shape);
  }

  /** Such as {@code tokens float 77x768}. */
  @Override
  public String toString() {
    return name + " " + kind + " " + shape;
  }
}
