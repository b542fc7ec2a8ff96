package io.github.diffusion4j.train.compile;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.AttributeProto.AttributeType;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import com.google.common.primitives.Longs;
import com.google.protobuf.ByteString;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Nodes of a graph as it grows, and the constants that it shares with the graphs inside it. Names
 * have a prefix that those of a network have not.
 */
final class Nodes {
  static final String PREFIX = "plan/";

  private final GraphProto.Builder graph;
  private final GraphProto.Builder constants;
  private final Map<TensorProto, String> known;
  private final String path;

  private Nodes(
      GraphProto.Builder graph,
      GraphProto.Builder constants,
      Map<TensorProto, String> known,
      String path) {
    this.graph = graph;
    this.constants = constants;
    this.known = known;
    this.path = path;
  }

  /** Of the outermost graph. */
  static Nodes of(GraphProto.Builder graph) {
    return new Nodes(graph, graph, new HashMap<>(), PREFIX);
  }

  /** Of a graph inside, which sees all values of this one. */
  Nodes inside(GraphProto.Builder body) {
    return new Nodes(body, constants, known, PREFIX + "body/");
  }

  GraphProto.Builder graph() {
    return graph;
  }

  String node(String operator, List<String> inputs, AttributeProto... attributes) {
    String name = path + operator + graph.getNodeCount();
    graph.addNode(
        NodeProto.newBuilder()
            .setOpType(operator)
            .setName(name)
            .addAllInput(inputs)
            .addOutput(name)
            .addAllAttribute(Arrays.asList(attributes)));
    return name;
  }

  /** Of an operator with two outputs, the first. */
  String firstOfTwo(String operator, String... inputs) {
    String name = node(operator, inputs);
    graph.getNodeBuilder(graph.getNodeCount() - 1).addOutput(name + "/second");
    return name;
  }

  String node(String operator, String... inputs) {
    return node(operator, List.of(inputs));
  }

  /** A scalar of float32. */
  String number(double value) {
    return constant(new long[0], DataType.FLOAT, floats((float) value));
  }

  /** A vector of float32. */
  String numbers(float... values) {
    return constant(new long[] {values.length}, DataType.FLOAT, floats(values));
  }

  /** A matrix of one column, all of one value. */
  String column(int rows, float value) {
    float[] values = new float[rows];
    Arrays.fill(values, value);
    return constant(new long[] {rows, 1}, DataType.FLOAT, floats(values));
  }

  /** A vector of int64. */
  String longs(long... values) {
    ByteBuffer bytes = ByteBuffer.allocate(8 * values.length).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asLongBuffer().put(values);
    return constant(new long[] {values.length}, DataType.INT64, bytes);
  }

  private String constant(long[] dimensions, DataType type, ByteBuffer bytes) {
    TensorProto.Builder tensor =
        TensorProto.newBuilder()
            .setDataType(type.getNumber())
            .addAllDims(Longs.asList(dimensions))
            .setRawData(ByteString.copyFrom(bytes));
    TensorProto unnamed = tensor.build();
    return known.computeIfAbsent(
        unnamed,
        absent -> {
          String name = PREFIX + "constant" + known.size();
          constants.addInitializer(tensor.setName(name));
          return name;
        });
  }

  private static ByteBuffer floats(float... values) {
    ByteBuffer bytes = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(values);
    return bytes;
  }

  static AttributeProto attribute(String name, long value) {
    return AttributeProto.newBuilder().setName(name).setType(AttributeType.INT).setI(value).build();
  }

  static AttributeProto attribute(String name, GraphProto value) {
    return AttributeProto.newBuilder()
        .setName(name)
        .setType(AttributeType.GRAPH)
        .setG(value)
        .build();
  }
}
