package io.github.diffusion4j.lora;

import java.util.Optional;
import java.util.stream.Stream;

/** Types of the elements of tensors in an adapter, those that hold real numbers. */
public enum ElementType {
  /** IEEE 754 binary32. */
  FLOAT32(1, 4),
  /** IEEE 754 binary16. */
  FLOAT16(10, 2),
  /** IEEE 754 binary64. */
  FLOAT64(11, 8),
  /** The first 16 bits of binary32. */
  BFLOAT16(16, 2);

  private final int code;
  private final int bytes;

  ElementType(int code, int bytes) {
    this.code = code;
    this.bytes = bytes;
  }

  /**
   * The number of bytes of an element.
   *
   * @return 2, 4 or 8
   */
  public int bytes() {
    return bytes;
  }

  /** The number of the type in {@code TensorDataType} of the format, and in onnx.proto. */
  int code() {
    return code;
  }

  static Optional<ElementType> of(int code) {
    return Stream.of(values()).filter(type -> type.code == code).findFirst();
  }
}
