package io.github.diffusion4j.train.engine;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;

/**
 * Floats in native memory. On a CPU the engine's arrays look at them without a copy, and the same
 * memory serves every step, so a run allocates none.
 */
final class NativeFloats {
  /** Of a cache line and the widest vector register: kernels take the same path in every run. */
  private static final int ALIGNMENT = 64;

  private final ByteBuffer bytes;
  private final FloatBuffer floats;

  NativeFloats(int capacity) {
    int size = Math.multiplyExact(capacity, Float.BYTES);
    int room = Math.addExact(size, 2 * ALIGNMENT);
    bytes =
        ByteBuffer.allocateDirect(room)
            .alignedSlice(ALIGNMENT)
            .slice(0, size)
            .order(ByteOrder.nativeOrder());
    floats = bytes.asFloatBuffer();
  }

  /** Copies into the front of this memory. */
  NativeFloats put(float[] source, int offset, int length) {
    floats.put(0, source, offset, length);
    return this;
  }

  /** An array over the front of this memory, which must outlive it. */
  NDArray array(NDManager scope, long... dimensions) {
    Shape shape = new Shape(dimensions);
    ByteBuffer view =
        bytes.slice(0, Math.toIntExact(shape.size() * Float.BYTES)).order(ByteOrder.nativeOrder());
    return scope.create(view, shape, DataType.FLOAT32);
  }
}
