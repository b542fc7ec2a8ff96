package io.github.diffusion4j.tensor;

import com.google.common.base.Joiner;
import com.google.common.base.Splitter;
import com.google.common.primitives.Ints;
import java.util.List;

/**
 * The dimensions of one sample, such as channels x height x width. The batch is not part of it.
 *
 * <p>Immutable and thread-safe.
 *
 * @param dimensions each at least 1; the product fits an int
 */
public record Shape(List<Integer> dimensions) {

  /**
   * Checks and copies the dimensions.
   *
   * @param dimensions each at least 1
   * @throws IllegalArgumentException if there is none, or one is below 1
   * @throws ArithmeticException if the product overflows an int
   */
  public Shape {
    dimensions = List.copyOf(dimensions);
    if (dimensions.isEmpty() || dimensions.stream().anyMatch(d -> d < 1)) {
      throw new IllegalArgumentException(
          "dimensions "
              + dimensions
              + ": a shape has one or more, each at least 1, such as 3x16x16");
    }
    size(dimensions);
  }

  /**
   * Makes a shape.
   *
   * @param dimensions each at least 1
   * @return the shape
   * @throws IllegalArgumentException if there is none, or one is below 1
   */
  public static Shape of(int... dimensions) {
    return new Shape(Ints.asList(dimensions));
  }

  /**
   * Reads what {@link #toString} writes.
   *
   * @param text such as {@code 3x16x16}
   * @return the shape
   * @throws IllegalArgumentException if the text is anything else
   */
  public static Shape parse(String text) {
    try {
      return new Shape(
          Splitter.on('x').trimResults().splitToStream(text).map(Integer::valueOf).toList());
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "shape '" + text + "': write it as dimensions joined by x, such as 3x16x16", e);
    }
  }

  /**
   * The number of elements of one sample.
   *
   * @return the product of the dimensions
   */
  public int size() {
    return size(dimensions);
  }

  /**
   * The number of dimensions.
   *
   * @return at least 1
   */
  public int rank() {
    return dimensions.size();
  }

  /**
   * One dimension.
   *
   * @param index from 0
   * @return the dimension
   */
  public int dimension(int index) {
    return dimensions.get(index);
  }

  /** Such as {@code 3x16x16}. */
  @Override
  public String toString() {
    return Joiner.on('x').join(dimensions);
  }

  private static int size(List<Integer> dimensions) {
    int size = 1;
    for (int i = 0; i < dimensions.size(); i++) { // asked in every step: a stream would allocate
      size = Math.multiplyExact(size, dimensions.get(i));
    }
    return size;
  }
}
