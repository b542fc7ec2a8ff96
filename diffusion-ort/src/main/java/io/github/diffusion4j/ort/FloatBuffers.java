package io.github.diffusion4j.ort;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.platform.Fp16Conversions;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.ShortBuffer;

/**
 * The memory of a tensor whose elements come and go as float32, whatever the graph has: they are
 * converted once on the way in and once on the way out. It is direct and in native order. Elements
 * of other types than float32 and float16 only go in.
 */
abstract class FloatBuffers {
  private final OnnxJavaType type;
  private final ByteBuffer memory;

  private FloatBuffers(OnnxJavaType type, ByteBuffer memory) {
    this.type = type;
    this.memory = memory;
  }

  /** Whether the type goes in and out. */
  static boolean takes(OnnxJavaType type) {
    return type == OnnxJavaType.FLOAT || type == OnnxJavaType.FLOAT16;
  }

  /** Memory for some elements of a type. */
  static FloatBuffers allocate(OnnxJavaType type, int count) {
    ByteBuffer memory =
        ByteBuffer.allocateDirect(Math.multiplyExact(count, type.size))
            .order(ByteOrder.nativeOrder());
    return switch (type) {
      case FLOAT -> new Single(memory);
      case FLOAT16 -> new Half(memory);
      case DOUBLE, INT32, INT64, BOOL -> new Converted(type, memory);
      default -> throw new AssertionError(type);
    };
  }

  /** Writes some elements from an index on. */
  abstract void put(int index, float[] source, int offset, int count);

  /** Reads the first elements. */
  abstract void get(float[] target, int offset, int count);

  /** A tensor of the first elements. */
  OnnxTensor tensor(long[] dimensions, int count) throws OrtException {
    ByteBuffer start = memory.slice(0, count * type.size).order(ByteOrder.nativeOrder());
    return OnnxTensor.createTensor(Environment.get(), start, dimensions, type);
  }

  private static final class Single extends FloatBuffers {
    private final FloatBuffer elements;

    Single(ByteBuffer memory) {
      super(OnnxJavaType.FLOAT, memory);
      elements = memory.asFloatBuffer();
    }

    @Override
    void put(int index, float[] source, int offset, int count) {
      elements.put(index, source, offset, count);
    }

    @Override
    void get(float[] target, int offset, int count) {
      elements.get(0, target, offset, count);
    }
  }

  /** IEEE 754 binary16, rounded to the nearest, ties to even; above 65519 it is infinite. */
  private static final class Half extends FloatBuffers {
    private final ShortBuffer elements;

    Half(ByteBuffer memory) {
      super(OnnxJavaType.FLOAT16, memory);
      elements = memory.asShortBuffer();
    }

    @Override
    void put(int index, float[] source, int offset, int count) {
      for (int i = 0; i < count; i++) {
        elements.put(index + i, Fp16Conversions.floatToFp16(source[offset + i]));
      }
    }

    @Override
    void get(float[] target, int offset, int count) {
      for (int i = 0; i < count; i++) {
        target[offset + i] = Fp16Conversions.fp16ToFloat(elements.get(i));
      }
    }
  }

  /** Elements that are converted one by one; whole numbers are rounded to the nearest. */
  private static final class Converted extends FloatBuffers {
    private final OnnxJavaType type;
    private final ByteBuffer elements;

    Converted(OnnxJavaType type, ByteBuffer memory) {
      super(type, memory);
      this.type = type;
      elements = memory;
    }

    @Override
    void put(int index, float[] source, int offset, int count) {
      for (int i = 0; i < count; i++) {
        float value = source[offset + i];
        int at = (index + i) * type.size;
        switch (type) {
          case DOUBLE -> elements.putDouble(at, value);
          case INT32 -> elements.putInt(at, Math.round(value));
          case INT64 -> elements.putLong(at, Math.round((double) value));
          default -> elements.put(at, (byte) (value == 0 ? 0 : 1));
        }
      }
    }

    @Override
    void get(float[] target, int offset, int count) {
      throw new AssertionError(type + " only goes in");
    }
  }
}
