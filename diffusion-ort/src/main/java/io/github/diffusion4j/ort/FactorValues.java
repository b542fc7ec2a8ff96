package io.github.diffusion4j.ort;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.platform.Fp16Conversions;
import io.github.diffusion4j.lora.AdapterTensor;
import io.github.diffusion4j.lora.ElementType;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/**
 * The values of a factor as float32.
 *
 * @param dimensions of the tensor
 * @param data row-major
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record FactorValues(List<Long> dimensions, float[] data) {

  /** Whether a graph's type is one that adapters give. */
  static boolean takes(OnnxJavaType type) {
    return switch (type) {
      case FLOAT, FLOAT16, BFLOAT16, DOUBLE -> true;
      default -> false;
    };
  }

  static FactorValues of(AdapterTensor tensor) {
    ByteBuffer in = tensor.data().duplicate().order(ByteOrder.LITTLE_ENDIAN);
    float[] data = new float[in.remaining() / tensor.type().bytes()];
    for (int i = 0; i < data.length; i++) {
      data[i] =
          switch (tensor.type()) {
            case FLOAT32 -> in.getFloat();
            case FLOAT16 -> Fp16Conversions.fp16ToFloat(in.getShort());
            case BFLOAT16 -> Fp16Conversions.bf16ToFloat(in.getShort());
            case FLOAT64 -> (float) in.getDouble();
          };
    }
    return new FactorValues(tensor.dimensions(), data);
  }

  /** As a graph takes them; float16 and bfloat16 are rounded to the nearest. */
  AdapterTensor tensor(GraphTensor input) {
    ElementType type =
        switch (input.type()) {
          case FLOAT16 -> ElementType.FLOAT16;
          case BFLOAT16 -> ElementType.BFLOAT16;
          case DOUBLE -> ElementType.FLOAT64;
          default -> ElementType.FLOAT32;
        };
    ByteBuffer out =
        ByteBuffer.allocate(Math.multiplyExact(data.length, type.bytes()))
            .order(ByteOrder.LITTLE_ENDIAN);
    for (float value : data) {
      switch (type) {
        case FLOAT32 -> out.putFloat(value);
        case FLOAT16 -> out.putShort(Fp16Conversions.floatToFp16(value));
        case BFLOAT16 -> out.putShort(Fp16Conversions.floatToBf16(value));
        case FLOAT64 -> out.putDouble(value);
      }
    }
    return new AdapterTensor(input.name(), dimensions, type, out.flip());
  }

  boolean isFinite() {
    for (float value : data) {
      if (!Float.isFinite(value)) {
        return false;
      }
    }
    return true;
  }

  FactorValues times(double factor) {
    float[] scaled = new float[data.length];
    for (int i = 0; i < scaled.length; i++) {
      scaled[i] = (float) (factor * data[i]);
    }
    return new FactorValues(dimensions, scaled);
  }

  /** A matrix the other way round. */
  FactorValues transposed() {
    int rows = Math.toIntExact(dimensions.get(0));
    int columns = Math.toIntExact(dimensions.get(1));
    float[] swapped = new float[data.length];
    for (int row = 0; row < rows; row++) {
      for (int column = 0; column < columns; column++) {
        swapped[column * rows + row] = data[row * columns + column];
      }
    }
    return new FactorValues(Factor.transposed(dimensions), swapped);
  }

  /** Copies them into larger ones, from an index of an axis on. */
  void copyInto(FactorValues target, int axis, long from) {
    int inner = 1;
    for (int i = axis + 1; i < dimensions.size(); i++) {
      inner *= Math.toIntExact(dimensions.get(i));
    }
    int run = Math.toIntExact(dimensions.get(axis)) * inner;
    int targetRun = Math.toIntExact(target.dimensions().get(axis)) * inner;
    int offset = Math.toIntExact(from) * inner;
    for (int outer = 0; outer < data.length / run; outer++) {
      System.arraycopy(data, outer * run, target.data(), outer * targetRun + offset, run);
    }
  }

  static FactorValues zeros(List<Long> dimensions) {
    long size = 1;
    for (long dimension : dimensions) {
      size = Math.multiplyExact(size, dimension);
    }
    return new FactorValues(dimensions, new float[Math.toIntExact(size)]);
  }
}
