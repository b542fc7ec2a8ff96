package io.github.diffusion4j.lora;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A tensor of an adapter.
 *
 * @param name of the graph's input that it is given to
 * @param dimensions each at least 1
 * @param type of its elements
 * @param data the elements, row-major, in little-endian
 */
public record AdapterTensor(String name, List<Long> dimensions, ElementType type, ByteBuffer data) {

  /**
   * Checks the number of bytes.
   *
   * @param name of the graph's input that it is given to
   * @param dimensions each at least 1
   * @param type of its elements
   * @param data the elements, row-major, in little-endian
   * @throws IllegalArgumentException if the dimensions and the number of bytes contradict each
   *     other
   */
  public AdapterTensor {
    dimensions = List.copyOf(dimensions);
    data = data.slice().asReadOnlyBuffer().order(ByteOrder.LITTLE_ENDIAN);
    if (size(dimensions) * type.bytes() != data.remaining()) {
      throw new IllegalArgumentException(
          "its tensor '%s' of %s %s has %d bytes"
              .formatted(name, text(dimensions), type, data.remaining()));
    }
  }

  /**
   * A tensor of float32.
   *
   * @param name of the graph's input that it is given to
   * @param dimensions each at least 1
   * @param values row-major, as many as the dimensions say; copied
   * @return the tensor
   * @throws IllegalArgumentException if the number of values is another
   */
  public static AdapterTensor of(String name, List<Long> dimensions, float... values) {
    ByteBuffer data =
        ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    data.asFloatBuffer().put(values);
    return new AdapterTensor(name, dimensions, ElementType.FLOAT32, data);
  }

  /** The number of elements; negative where that is more than a tensor can have. */
  private static long size(List<Long> dimensions) {
    long size = 1;
    for (long dimension : dimensions) {
      if (dimension < 1 || dimension > Integer.MAX_VALUE || size > Integer.MAX_VALUE) {
        return -1;
      }
      size *= dimension;
    }
    return size;
  }

  /**
   * Dimensions as messages write them.
   *
   * @param dimensions of a tensor
   * @return such as {@code 4x320}
   */
  public static String text(List<Long> dimensions) {
    return dimensions.stream().map(String::valueOf).collect(Collectors.joining("x"));
  }

  /** Such as {@code to_q.lora_A 4x320}. */
  @Override
  public String toString() {
    return name + " " + text(dimensions);
  }
}
