package io.github.diffusion4j.ort;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import java.util.List;
import java.util.stream.IntStream;

/** Writes ONNX graphs node by node. A dimension of -1 is left open. */
final class ToyGraph {
  private final GraphProto.Builder graph = GraphProto.newBuilder().setName("toy");
  private int made;

  /** A named value of whole numbers, a number or floats of a node. */
  static AttributeProto ints(String name, long... values) {
    AttributeProto.Builder attribute =
        AttributeProto.newBuilder().setName(name).setType(AttributeProto.AttributeType.INTS);
    for (long value : values) {
      attribute.addInts(value);
    }
    return attribute.build();
  }

  static AttributeProto whole(String name, long value) {
    return AttributeProto.newBuilder()
        .setName(name)
        .setType(AttributeProto.AttributeType.INT)
        .setI(value)
        .build();
  }

  String input(String name, DataType type, long... dimensions) {
    graph.addInput(value(name, type, dimensions));
    return name;
  }

  /** The tensor under a name of its own. */
  ToyGraph output(String name, String tensor, DataType type, long... dimensions) {
    graph.addNode(operation("Cast", List.of(tensor), name, to(type)));
    graph.addOutput(value(name, type, dimensions));
    return this;
  }

  /** A node whose only output is returned. */
  String op(String operator, List<String> inputs, AttributeProto... with) {
    String output = operator + "." + made++;
    graph.addNode(operation(operator, inputs, output, with));
    return output;
  }

  String cast(String tensor, DataType type) {
    return op("Cast", List.of(tensor), to(type));
  }

  /** The product of a tensor and a number in a type. */
  String times(String tensor, double factor, DataType type) {
    return op("Mul", List.of(tensor, cast(floats(new float[] {(float) factor}, 1), type)));
  }

  String longs(long... values) {
    return weights(
        "whole." + made++,
        TensorProto.newBuilder()
            .setDataType(DataType.INT64.getNumber())
            .addDims(values.length)
            .addAllInt64Data(java.util.Arrays.stream(values).boxed().toList()));
  }

  String floats(float[] values, long... dimensions) {
    return named("real." + made++, values, dimensions);
  }

  /** Weights of a name. */
  String named(String name, float[] values, long... dimensions) {
    return weights(
        name,
        tensor(dimensions)
            .addAllFloatData(IntStream.range(0, values.length).mapToObj(i -> values[i]).toList()));
  }

  /** Weights whose values lie in another file, from an offset on. */
  String external(String location, long offset, long bytes, long... dimensions) {
    return weights(
        "outside." + made++,
        tensor(dimensions)
            .setDataLocation(TensorProto.DataLocation.EXTERNAL)
            .addExternalData(entry("location", location))
            .addExternalData(entry("offset", Long.toString(offset)))
            .addExternalData(entry("length", Long.toString(bytes))));
  }

  /** A tensor that is never ready: the sine of the sine, 2^63 times. */
  String endless(String tensor, long... dimensions) {
    GraphProto body =
        GraphProto.newBuilder()
            .setName("body")
            .addInput(value("i", DataType.INT64))
            .addInput(value("go", DataType.BOOL))
            .addInput(value("v", DataType.FLOAT, dimensions))
            .addNode(operation("Identity", List.of("go"), "go.on"))
            .addNode(operation("Sin", List.of("v"), "sin"))
            .addOutput(value("go.on", DataType.BOOL))
            .addOutput(value("sin", DataType.FLOAT, dimensions))
            .build();
    AttributeProto loop =
        AttributeProto.newBuilder()
            .setName("body")
            .setType(AttributeProto.AttributeType.GRAPH)
            .setG(body)
            .build();
    return op("Loop", List.of(longs(Long.MAX_VALUE), "", tensor), loop);
  }

  byte[] bytes() {
    return ModelProto.newBuilder()
        .setIrVersion(8)
        .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(17))
        .setGraph(graph)
        .build()
        .toByteArray();
  }

  private String weights(String name, TensorProto.Builder tensor) {
    graph.addInitializer(tensor.setName(name));
    return name;
  }

  private static TensorProto.Builder tensor(long... dimensions) {
    TensorProto.Builder tensor = TensorProto.newBuilder().setDataType(DataType.FLOAT.getNumber());
    for (long dimension : dimensions) {
      tensor.addDims(dimension);
    }
    return tensor;
  }

  private static StringStringEntryProto entry(String key, String value) {
    return StringStringEntryProto.newBuilder().setKey(key).setValue(value).build();
  }

  private static AttributeProto to(DataType type) {
    return whole("to", type.getNumber());
  }

  private static NodeProto operation(
      String operator, List<String> inputs, String output, AttributeProto... with) {
    return NodeProto.newBuilder()
        .setOpType(operator)
        .addAllInput(inputs)
        .addOutput(output)
        .addAllAttribute(List.of(with))
        .build();
  }

  private static ValueInfoProto value(String name, DataType type, long... dimensions) {
    TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
    for (long dimension : dimensions) {
      TensorShapeProto.Dimension.Builder one = TensorShapeProto.Dimension.newBuilder();
      shape.addDim(dimension < 0 ? one.setDimParam("n") : one.setDimValue(dimension));
    }
    return ValueInfoProto.newBuilder()
        .setName(name)
        .setType(
            TypeProto.newBuilder()
                .setTensorType(
                    TypeProto.Tensor.newBuilder().setElemType(type.getNumber()).setShape(shape)))
        .build();
  }
}
