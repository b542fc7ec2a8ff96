package io.github.diffusion4j.train.onnx;

import ai.onnx.proto.OnnxMl.TensorProto.DataType;

/**
 * The real numbers that a graph takes, computes in and gives; a {@link WeightType} says what its
 * file holds.
 */
public enum Precision {
  /** IEEE 754 binary32. */
  FLOAT32(DataType.FLOAT),
  /** IEEE 754 binary16; sines and cosines of times alone are made in float32. */
  FLOAT16(DataType.FLOAT16);

  private final DataType type;

  Precision(DataType type) {
    this.type = type;
  }

  DataType type() {
    return type;
  }
}
