package io.github.diffusion4j.image;

import java.nio.ByteBuffer;

/** The element types of a {@code .npy} file that are read. */
enum NpyElement {
  B1(Byte.BYTES),
  U1(Byte.BYTES),
  I4(Integer.BYTES),
  I8(Long.BYTES),
  F4(Float.BYTES),
  F8(Double.BYTES);

  private final int bytes;

  NpyElement(int bytes) {
    this.bytes = bytes;
  }

  /** The size of one. */
  int bytes() {
    return bytes;
  }

  /** One element, as Java's own number of that type; 0 or 1 for a bool. */
  Number get(ByteBuffer data, int index) {
    int at = index * bytes;
    return switch (this) {
      case B1 -> data.get(at) == 0 ? 0 : 1;
      case U1 -> Byte.toUnsignedInt(data.get(at));
      case I4 -> data.getInt(at);
      case I8 -> data.getLong(at);
      case F4 -> data.getFloat(at);
      case F8 -> data.getDouble(at);
    };
  }
}
