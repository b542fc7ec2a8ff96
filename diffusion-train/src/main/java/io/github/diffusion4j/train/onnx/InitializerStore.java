package io.github.diffusion4j.train.onnx;

import ai.onnx.proto.OnnxMl.TensorProto;
import com.google.protobuf.ByteString;
import java.nio.ByteBuffer;

/** Where the bytes of a graph's constants go. */
interface InitializerStore {
  /** Into the graph. */
  InitializerStore INSIDE = (tensor, bytes) -> tensor.setRawData(ByteString.copyFrom(bytes));

  /**
   * Keeps the bytes of a constant.
   *
   * @param tensor with name, type and dimensions; is told where the bytes are
   * @param bytes from position to limit, little-endian
   */
  void put(TensorProto.Builder tensor, ByteBuffer bytes);
}
