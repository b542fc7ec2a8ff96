package io.github.diffusion4j.train.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.AttributeProto.AttributeType;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import com.google.common.primitives.Longs;
import com.google.protobuf.ByteString;
import io.github.diffusion4j.tensor.Shape;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * An ONNX graph as it grows. Values are named in the order they are made, so equal graphs are equal
 * bytes.
 */
final class OnnxGraph {
  private static final String BATCH = "n";
  private static final String CONTRIBUTED = "com.microsoft";

  /** Gelu is a node of its own from 20 on. */
  private static final int OPSET = 20;

  private static final int IR_VERSION = 9; // the one of opset 20
  private static final String PRODUCER = "Diffusion4J";

  private final GraphProto.Builder graph = GraphProto.newBuilder();
  private final Set<String> initializers = new HashSet<>();
  private final Precision precision;
  private final InitializerStore store;

  OnnxGraph(Precision precision, InitializerStore store) {
    this.precision = precision;
    this.store = store;
  }

  String input(String name, Shape sample) {
    return input(name, precision.type(), sample);
  }

  String input(String name, DataType type, Shape sample) {
    graph.addInput(batched(name, type, sample));
    return name;
  }

  /** A constant that may be replaced when the graph runs, by one of another rank. */
  String factor(String name, int rankAxis, List<Integer> dimensions, float[] values) {
    TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
    for (int axis = 0; axis < dimensions.size(); axis++) {
      if (axis == rankAxis) {
        shape.addDimBuilder().setDimParam(name + ".rank");
      } else {
        shape.addDimBuilder().setDimValue(dimensions.get(axis));
      }
    }
    graph.addInput(value(name, DataType.FLOAT, shape));
    return singles(name, dimensions, values);
  }

  /** One whole number for all rows; the value is 1 x 1 in float32. */
  String numberOfAll(String name) {
    TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
    shape.addDimBuilder().setDimValue(1);
    graph.addInput(value(name, DataType.INT64, shape));
    String real = node("Cast", List.of(name), attribute("to", DataType.FLOAT_VALUE));
    return node("Reshape", List.of(real, longs(1, 1)));
  }

  /** Gives a value the name of an output. */
  void output(String name, String value, Shape sample) {
    graph.addNode(node("Identity", name, List.of(value)));
    graph.addOutput(batched(name, precision.type(), sample));
  }

  /** Of the type that the graph computes in. */
  String floats(String name, List<Integer> dimensions, float[] values) {
    if (precision == Precision.FLOAT32) {
      return singles(name, dimensions, values);
    }
    if (initializers.add(name)) {
      add(name, DataType.FLOAT16, dimensions, bytesOfHalves(name, values));
    }
    return name;
  }

  /** Of float32, whatever the graph computes in. */
  String singles(String name, List<Integer> dimensions, float[] values) {
    if (initializers.add(name)) {
      ByteBuffer bytes = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
      bytes.asFloatBuffer().put(values);
      add(name, DataType.FLOAT, dimensions, bytes);
    }
    return name;
  }

  /** A value of float32 in the type that the graph computes in. */
  String fromSingle(String value) {
    return precision == Precision.FLOAT32
        ? value
        : node("Cast", List.of(value), attribute("to", precision.type().getNumber()));
  }

  /** Rounded to float16; the value that comes back is float32 again. */
  String halves(String name, List<Integer> dimensions, float[] values) {
    String widened = name + "/float32";
    if (initializers.add(name)) {
      add(name, DataType.FLOAT16, dimensions, bytesOfHalves(name, values));
      AttributeProto toFloat = attribute("to", DataType.FLOAT.getNumber());
      graph.addNode(node("Cast", widened, List.of(name)).toBuilder().addAttribute(toFloat));
    }
    return widened;
  }

  private static ByteBuffer bytesOfHalves(String name, float[] values) {
    ByteBuffer bytes = ByteBuffer.allocate(2 * values.length).order(ByteOrder.LITTLE_ENDIAN);
    for (float value : values) {
      if (!(Math.abs(value) <= Float16.MAX)) { // NaN, too
        throw new IllegalArgumentException(
            "weights of %s: %s does not fit into float16, which ends at %.0f; write them as float32"
                .formatted(name, value, Float16.MAX));
      }
      bytes.putShort(Float16.of(value));
    }
    return bytes.flip();
  }

  /** Rounded to {@link Int8}; the value that comes back is float32 again. */
  String bytes(String name, List<Integer> dimensions, float[] values) {
    String widened = name + "/float32";
    if (initializers.add(name)) {
      Int8 rounded = Int8.of(values, dimensions.get(0));
      add(name, DataType.INT8, dimensions, ByteBuffer.wrap(rounded.values()));
      String scales = floats(name + Int8.SCALE, scaleDimensions(dimensions), rounded.scales());
      AttributeProto toFloat = attribute("to", DataType.FLOAT.getNumber());
      String whole = name + "/whole";
      graph.addNode(node("Cast", whole, List.of(name)).toBuilder().addAttribute(toFloat));
      graph.addNode(node("Mul", widened, List.of(whole, scales)));
    }
    return widened;
  }

  /**
   * The product of tokens with a matrix, both rounded to whole numbers: {@link Int8} the matrix,
   * and what it is multiplied with by one scale.
   */
  String quantizedProduct(String x, String name, List<Integer> dimensions, float[] values) {
    Int8 rounded = Int8.of(values, dimensions.get(0));
    String scales = floats(name + Int8.SCALE, List.of(dimensions.get(0)), rounded.scales());
    if (initializers.add(name)) {
      List<Integer> turned = List.of(dimensions.get(1), dimensions.get(0));
      add(name, DataType.UINT8, turned, ByteBuffer.wrap(rounded.unsignedColumns()));
    }
    String zeros = name + "/zero";
    if (initializers.add(zeros)) {
      byte[] all = new byte[dimensions.get(0)];
      Arrays.fill(all, (byte) Int8.ZERO);
      add(zeros, DataType.UINT8, List.of(all.length), ByteBuffer.wrap(all));
    }
    return contributed("DynamicQuantizeMatMul", List.of(x, name, scales, zeros));
  }

  private static List<Integer> scaleDimensions(List<Integer> dimensions) {
    List<Integer> ones = new ArrayList<>(Collections.nCopies(dimensions.size(), 1));
    ones.set(0, dimensions.get(0));
    return ones;
  }

  String longs(long... values) {
    String name = "longs/" + Longs.join(",", values);
    if (initializers.add(name)) {
      ByteBuffer bytes = ByteBuffer.allocate(8 * values.length).order(ByteOrder.LITTLE_ENDIAN);
      bytes.asLongBuffer().put(values);
      add(name, DataType.INT64, List.of(values.length), bytes);
    }
    return name;
  }

  private void add(String name, DataType type, List<Integer> dimensions, ByteBuffer bytes) {
    TensorProto.Builder tensor =
        graph.addInitializerBuilder().setName(name).setDataType(type.getNumber());
    dimensions.forEach(tensor::addDims);
    store.put(tensor, bytes);
  }

  String node(String operator, List<String> inputs, AttributeProto... attributes) {
    String name = operator + "_" + graph.getNodeCount();
    graph.addNode(node(operator, name, inputs).toBuilder().addAllAttribute(List.of(attributes)));
    return name;
  }

  /** A node of an operator that ONNX Runtime has besides those of ONNX. */
  String contributed(String operator, List<String> inputs, AttributeProto... attributes) {
    String name = node(operator, inputs, attributes);
    graph.getNodeBuilder(graph.getNodeCount() - 1).setDomain(CONTRIBUTED);
    return name;
  }

  private static NodeProto node(String operator, String output, List<String> inputs) {
    return NodeProto.newBuilder()
        .setOpType(operator)
        .setName(output)
        .addAllInput(inputs)
        .addOutput(output)
        .build();
  }

  static AttributeProto attribute(String name, long value) {
    return attribute(name, AttributeType.INT).setI(value).build();
  }

  static AttributeProto attribute(String name, float value) {
    return attribute(name, AttributeType.FLOAT).setF(value).build();
  }

  static AttributeProto attribute(String name, String value) {
    return attribute(name, AttributeType.STRING).setS(ByteString.copyFromUtf8(value)).build();
  }

  static AttributeProto attribute(String name, List<Long> values) {
    return attribute(name, AttributeType.INTS).addAllInts(values).build();
  }

  private static AttributeProto.Builder attribute(String name, AttributeType type) {
    return AttributeProto.newBuilder().setName(name).setType(type);
  }

  private static ValueInfoProto batched(String name, DataType type, Shape sample) {
    TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
    shape.addDimBuilder().setDimParam(BATCH);
    sample.dimensions().forEach(d -> shape.addDimBuilder().setDimValue(d));
    return value(name, type, shape);
  }

  private static ValueInfoProto value(String name, DataType type, TensorShapeProto.Builder shape) {
    TypeProto.Tensor.Builder tensor =
        TypeProto.Tensor.newBuilder().setElemType(type.getNumber()).setShape(shape);
    return ValueInfoProto.newBuilder()
        .setName(name)
        .setType(TypeProto.newBuilder().setTensorType(tensor))
        .build();
  }

  /** A model of the graph, without the inputs that no node reads. */
  ModelProto.Builder model(String name, Map<String, String> metadata) {
    ModelProto.Builder model =
        ModelProto.newBuilder()
            .setIrVersion(IR_VERSION)
            .setProducerName(PRODUCER)
            .setGraph(build(name));
    model.addOpsetImportBuilder().setVersion(OPSET);
    if (graph.getNodeList().stream().anyMatch(node -> node.getDomain().equals(CONTRIBUTED))) {
      model.addOpsetImportBuilder().setDomain(CONTRIBUTED).setVersion(1);
    }
    new TreeMap<>(metadata)
        .forEach((key, value) -> model.addMetadataPropsBuilder().setKey(key).setValue(value));
    return model;
  }

  private GraphProto build(String name) {
    Set<String> read =
        graph.getNodeList().stream()
            .flatMap(node -> node.getInputList().stream())
            .collect(Collectors.toSet());
    List<ValueInfoProto> used =
        graph.getInputList().stream().filter(input -> read.contains(input.getName())).toList();
    return graph.setName(name).clearInput().addAllInput(used).build();
  }
}
