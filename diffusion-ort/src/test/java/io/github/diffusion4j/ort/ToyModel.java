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
import io.github.diffusion4j.model.ModelFile;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.LongStream;

/**
 * Writes small graphs as other exporters would: output y = x + t + the sum of c, for samples of
 * 2x4x4. It computes in float32, or all in another type. A dimension of -1 is left open.
 */
final class ToyModel {
  private final GraphProto.Builder graph = GraphProto.newBuilder().setName("toy");
  private final Map<String, String> metadata =
      new HashMap<>(
          Map.of(
              "diffusion.schedule", "linear",
              "diffusion.schedule.steps", "100",
              "diffusion.prediction", "epsilon",
              "diffusion.time", "step"));
  private final DataType type;
  private final Set<String> shapeless = new HashSet<>();
  private String sum = "x";

  private ToyModel(DataType type) {
    this.type = type;
  }

  /** The graph's input x. */
  static ToyModel ofBatch(long batch) {
    return ofSample(DataType.FLOAT, batch, 2, 4, 4);
  }

  static ToyModel ofSample(DataType sample, long... dimensions) {
    return in(DataType.FLOAT, sample, dimensions);
  }

  /** Computes in a type and is given x in a type. */
  static ToyModel in(DataType type, DataType sample, long... dimensions) {
    ToyModel model = new ToyModel(type);
    model.graph.addInput(value("x", sample, dimensions));
    model.initializer("column", List.of(-1L, 1L, 1L, 1L));
    model.sum = model.cast("x", type);
    return model;
  }

  ToyModel time(DataType time, long... dimensions) {
    graph.addInput(value("t", time, dimensions));
    node("Reshape", List.of(cast("t", type), "column"), "t.column");
    return add("t.column");
  }

  ToyModel context(long... dimensions) {
    return context(DataType.FLOAT, dimensions);
  }

  ToyModel context(DataType context, long... dimensions) {
    graph.addInput(value("c", context, dimensions));
    initializer("one", List.of(1L));
    node("ReduceSum", List.of(cast("c", type), "one"), "c.sum");
    node("Reshape", List.of("c.sum", "column"), "c.column");
    return add("c.column");
  }

  /** Adds the sum over each row of one more input. */
  ToyModel role(String name, DataType role, long... dimensions) {
    graph.addInput(value(name, role, dimensions));
    node("Flatten", List.of(cast(name, type)), name + ".row");
    initializer(name + ".axis", List.of(1L));
    node("ReduceSum", List.of(name + ".row", name + ".axis"), name + ".sum");
    node("Reshape", List.of(name + ".sum", "column"), name + ".column");
    return add(name + ".column");
  }

  /** Goes on with the first channels alone, and adds the sum over all. */
  ToyModel firstChannels(long count) {
    initializer("channel", List.of(1L));
    initializer("zero", List.of(0L));
    initializer("count", List.of(count));
    node("Slice", List.of(sum, "zero", "count", "channel"), "first");
    node("ReduceSum", List.of(sum, "channel"), "all");
    sum = "first";
    return add("all");
  }

  /** Adds a number that lies in another file: its first four bytes. */
  ToyModel external(String location) {
    graph.addInitializer(
        TensorProto.newBuilder()
            .setName("outside")
            .setDataType(DataType.FLOAT.getNumber())
            .addDims(1)
            .setDataLocation(TensorProto.DataLocation.EXTERNAL)
            .addExternalData(entry("location", location))
            .addExternalData(entry("offset", "0"))
            .addExternalData(entry("length", "4")));
    return add("outside");
  }

  private static StringStringEntryProto entry(String key, String value) {
    return StringStringEntryProto.newBuilder().setKey(key).setValue(value).build();
  }

  /** Leaves out the shapes of some inputs and outputs. */
  ModelFile shapeless(Set<String> names, long... dimensions) {
    shapeless.addAll(names);
    return output(dimensions);
  }

  /** Adds the mean over the batch, which breaks the law that rows are on their own. */
  ToyModel batchMean() {
    AttributeProto overBatch =
        AttributeProto.newBuilder()
            .setName("axes")
            .setType(AttributeProto.AttributeType.INTS)
            .addInts(0)
            .build();
    node("ReduceMean", List.of("x"), "mean", overBatch);
    return add("mean");
  }

  /** Adds the sum of the sines of t, 2t, ... as a time embedding has them. */
  ToyModel sines(int frequencies) {
    initializer("frequencies", LongStream.rangeClosed(1, frequencies).boxed().toList());
    node("Mul", List.of(cast("t", type), cast("frequencies", type)), "angles");
    node("Sin", List.of("angles"), "sines");
    initializer("last", List.of(1L));
    node("ReduceSum", List.of("sines", "last"), "sines.sum");
    node("Reshape", List.of("sines.sum", "column"), "sines.column");
    return add("sines.column");
  }

  /** Adds the sum of some float32, which stand in a file beside the model. */
  ToyModel weightsIn(String file, long count) {
    graph.addInitializer(
        TensorProto.newBuilder()
            .setName("weights")
            .setDataType(DataType.FLOAT.getNumber())
            .addDims(count)
            .setDataLocation(TensorProto.DataLocation.EXTERNAL)
            .addExternalData(
                StringStringEntryProto.newBuilder().setKey("location").setValue(file)));
    node("ReduceSum", List.of("weights"), "weights.sum");
    return add("weights.sum");
  }

  /** Goes on for ever: a loop of Sin, 2^63 times. */
  ToyModel endless() {
    initializer("trips", List.of(Long.MAX_VALUE));
    GraphProto body =
        GraphProto.newBuilder()
            .setName("body")
            .addInput(value("i", DataType.INT64))
            .addInput(value("go", DataType.BOOL))
            .addInput(value("v", DataType.FLOAT, -1, 2, 4, 4))
            .addNode(operation("Identity", List.of("go"), "go.on"))
            .addNode(operation("Sin", List.of("v"), "sin"))
            .addOutput(value("go.on", DataType.BOOL))
            .addOutput(value("sin", DataType.FLOAT, -1, 2, 4, 4))
            .build();
    AttributeProto loop =
        AttributeProto.newBuilder()
            .setName("body")
            .setType(AttributeProto.AttributeType.GRAPH)
            .setG(body)
            .build();
    node("Loop", List.of("trips", "", sum), "end", loop);
    sum = "end";
    return this;
  }

  ToyModel card(String key, String value) {
    metadata.put("diffusion." + key, value);
    return this;
  }

  /** The time is told as (t + offset) * scale. */
  ToyModel told(String offset, String scale) {
    metadata.remove("diffusion.time");
    return card("time.offset", offset).card("time.scale", scale);
  }

  ToyModel withoutCard() {
    metadata.clear();
    return this;
  }

  /** Two outputs: y, and x as it came. */
  ModelFile twoOutputs(long... dimensions) {
    node("Identity", List.of("x"), "same");
    graph.addOutput(value("same", DataType.FLOAT, dimensions));
    return output(dimensions);
  }

  /** An output y with its channels twice. */
  ModelFile doubledOutput(long... dimensions) {
    AttributeProto channels =
        AttributeProto.newBuilder()
            .setName("axis")
            .setType(AttributeProto.AttributeType.INT)
            .setI(1)
            .build();
    node("Concat", List.of(sum, sum), "doubled", channels);
    sum = "doubled";
    return output(dimensions);
  }

  /** An output y of some dimensions. */
  ModelFile output(long... dimensions) {
    return output(DataType.FLOAT, dimensions);
  }

  ModelFile output(DataType output, long... dimensions) {
    node("Cast", List.of(sum), "y", to(output));
    graph.addOutput(value("y", output, dimensions));
    graph.getInputBuilderList().forEach(this::cutShape);
    graph.getOutputBuilderList().forEach(this::cutShape);
    ModelProto.Builder model =
        ModelProto.newBuilder()
            .setIrVersion(8)
            .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(17))
            .setGraph(graph);
    metadata.forEach(
        (key, value) ->
            model.addMetadataProps(
                StringStringEntryProto.newBuilder().setKey(key).setValue(value)));
    return new ModelFile.InMemory("toy.onnx", model.build().toByteArray(), Map.of());
  }

  private void cutShape(ValueInfoProto.Builder value) {
    if (shapeless.contains(value.getName())) {
      value.getTypeBuilder().getTensorTypeBuilder().clearShape();
    }
  }

  private ToyModel add(String term) {
    String next = sum + "+" + term;
    node("Add", List.of(sum, term), next);
    sum = next;
    return this;
  }

  /** The tensor in a type; casting to its own is an identity. */
  private String cast(String tensor, DataType to) {
    String made = tensor + ".cast" + graph.getNodeCount();
    node("Cast", List.of(tensor), made, to(to));
    return made;
  }

  private static AttributeProto to(DataType type) {
    return AttributeProto.newBuilder()
        .setName("to")
        .setType(AttributeProto.AttributeType.INT)
        .setI(type.getNumber())
        .build();
  }

  private void initializer(String name, List<Long> values) {
    graph.addInitializer(
        TensorProto.newBuilder()
            .setName(name)
            .setDataType(DataType.INT64.getNumber())
            .addDims(values.size())
            .addAllInt64Data(values));
  }

  private void node(String operator, List<String> inputs, String output, AttributeProto... with) {
    graph.addNode(operation(operator, inputs, output, with));
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
