package io.github.diffusion4j.ort;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import ai.onnxruntime.platform.Fp16Conversions;
import com.google.protobuf.ByteString;
import io.github.diffusion4j.model.ModelFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;

/** A model of float32 made a model of float16 throughout, as converters do it. */
final class HalfTwin {
  private HalfTwin() {}

  static ModelFile of(Path file) {
    try {
      ModelProto.Builder model = ModelProto.parseFrom(Files.readAllBytes(file)).toBuilder();
      halve(model.getGraphBuilder());
      return new ModelFile.InMemory(
          "half-" + file.getFileName(),
          model.build().toByteArray(),
          ModelFile.at(file).properties());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void halve(GraphProto.Builder graph) {
    graph.getInitializerBuilderList().forEach(HalfTwin::halve);
    graph.getInputBuilderList().forEach(HalfTwin::halve);
    graph.getOutputBuilderList().forEach(HalfTwin::halve);
    graph.clearValueInfo();
    for (NodeProto.Builder node : graph.getNodeBuilderList()) {
      for (AttributeProto.Builder attribute : node.getAttributeBuilderList()) {
        if (attribute.hasT()) {
          halve(attribute.getTBuilder());
        }
        if (node.getOpType().equals("Cast") && attribute.getI() == DataType.FLOAT_VALUE) {
          attribute.setI(DataType.FLOAT16_VALUE);
        }
      }
    }
  }

  private static void halve(ValueInfoProto.Builder value) {
    if (value.getType().getTensorType().getElemType() == DataType.FLOAT_VALUE) {
      value.getTypeBuilder().getTensorTypeBuilder().setElemType(DataType.FLOAT16_VALUE);
    }
  }

  private static void halve(TensorProto.Builder tensor) {
    if (tensor.getDataType() != DataType.FLOAT_VALUE) {
      return;
    }
    FloatBuffer values =
        tensor.getRawData().asReadOnlyByteBuffer().order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer();
    ByteBuffer halves =
        ByteBuffer.allocate(values.capacity() * Short.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < values.capacity(); i++) {
      halves.putShort(Fp16Conversions.floatToFp16(values.get(i)));
    }
    tensor.setRawData(ByteString.copyFrom(halves.flip())).setDataType(DataType.FLOAT16_VALUE);
  }
}
