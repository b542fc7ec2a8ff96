package io.github.diffusion4j.ort;

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
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Writes a network for samples of 2x4x4 whose one weight takes a LoRA: y = x (W + A B) + t, the x
 * two rows of 16 values: matrix products of one row alone round otherwise than those of several.
 */
final class LoraGraph {
  static final int WIDTH = 16;
  static final String DOWN = "mid.to_q.lora_A.weight";
  static final String UP = "mid.to_q.lora_B.weight";
  private static final long OPEN = -1;

  private final GraphProto.Builder graph = GraphProto.newBuilder().setName("lora");

  private LoraGraph(float[] weight) {
    input("x", OPEN, 2, 4, 4);
    input("t", OPEN);
    initializer("W", weight, WIDTH, WIDTH);
    numbers("flat", -1, 2, WIDTH);
    numbers("image", -1, 2, 4, 4);
    numbers("column", -1, 1, 1);
    node("Reshape", "rows", "x", "flat");
    node("Reshape", "times", "t", "column");
    node("MatMul", "base", "rows", "W");
  }

  /** A network that takes no adapter. */
  static ModelFile plain(float[] weight) {
    LoraGraph made = new LoraGraph(weight);
    return made.output("base");
  }

  /** A network with factors of its own, zeros, of an open rank. */
  static ModelFile withDefaults(float[] weight) {
    return made(weight, OPEN, 1, 8);
  }

  /** A network with factors of its own, zeros, of one rank. */
  static ModelFile ofRank(float[] weight, int rank) {
    return made(weight, rank, rank, 8);
  }

  /** A network whose factors have no values of their own. */
  static ModelFile withoutDefaults(float[] weight) {
    return made(weight, OPEN, 0, 8);
  }

  /** A network of a version of ONNX in which weights that are inputs are constants. */
  static ModelFile old(float[] weight) {
    return made(weight, OPEN, 1, 3);
  }

  private static ModelFile made(float[] weight, long rank, int rankOfDefaults, int irVersion) {
    LoraGraph made = new LoraGraph(weight);
    made.input(DOWN, WIDTH, rank);
    made.input(UP, rank, WIDTH);
    if (rankOfDefaults > 0) {
      made.initializer(DOWN, new float[WIDTH * rankOfDefaults], WIDTH, rankOfDefaults);
      made.initializer(UP, new float[WIDTH * rankOfDefaults], rankOfDefaults, WIDTH);
    }
    made.node("MatMul", "low", "rows", DOWN);
    made.node("MatMul", "change", "low", UP);
    made.node("Add", "changed", "base", "change");
    made.irVersion = irVersion;
    return made.output("changed");
  }

  private int irVersion = 8;

  private ModelFile output(String sum) {
    node("Add", "timed", sum, "times");
    node("Reshape", "y", "timed", "image");
    graph.addOutput(value("y", OPEN, 2, 4, 4));
    if (irVersion < 4) {
      graph.getInitializerList().stream()
          .filter(
              i -> graph.getInputList().stream().noneMatch(v -> v.getName().equals(i.getName())))
          .toList()
          .forEach(
              i ->
                  graph.addInput(
                      value(
                          i.getName(),
                          DataType.forNumber(i.getDataType()),
                          i.getDimsList().stream().mapToLong(d -> d).toArray())));
    }
    ModelProto.Builder model =
        ModelProto.newBuilder()
            .setIrVersion(irVersion)
            .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(irVersion < 4 ? 8 : 17))
            .setGraph(graph);
    Map.of("schedule", "linear", "schedule.steps", "100", "prediction", "epsilon", "time", "step")
        .forEach(
            (key, text) ->
                model.addMetadataProps(
                    StringStringEntryProto.newBuilder().setKey("diffusion." + key).setValue(text)));
    return new ModelFile.InMemory("lora.onnx", model.build().toByteArray(), Map.of());
  }

  private void input(String name, long... dimensions) {
    graph.addInput(value(name, dimensions));
  }

  private void initializer(String name, float[] values, long... dimensions) {
    TensorProto.Builder tensor =
        TensorProto.newBuilder().setName(name).setDataType(DataType.FLOAT.getNumber());
    for (long dimension : dimensions) {
      tensor.addDims(dimension);
    }
    for (float value : values) {
      tensor.addFloatData(value);
    }
    graph.addInitializer(tensor);
  }

  private void numbers(String name, long... values) {
    TensorProto.Builder tensor =
        TensorProto.newBuilder()
            .setName(name)
            .setDataType(DataType.INT64.getNumber())
            .addDims(values.length);
    for (long value : values) {
      tensor.addInt64Data(value);
    }
    graph.addInitializer(tensor);
  }

  private void node(String operator, String output, String... inputs) {
    graph.addNode(
        NodeProto.newBuilder().setOpType(operator).addAllInput(List.of(inputs)).addOutput(output));
  }

  private static ValueInfoProto value(String name, long... dimensions) {
    return value(name, DataType.FLOAT, dimensions);
  }

  private static ValueInfoProto value(String name, DataType type, long... dimensions) {
    TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
    for (long dimension : dimensions) {
      TensorShapeProto.Dimension.Builder one = TensorShapeProto.Dimension.newBuilder();
      shape.addDim(dimension < 0 ? one.setDimParam(name + ".open") : one.setDimValue(dimension));
    }
    return ValueInfoProto.newBuilder()
        .setName(name)
        .setType(
            TypeProto.newBuilder()
                .setTensorType(
                    TypeProto.Tensor.newBuilder().setElemType(type.getNumber()).setShape(shape)))
        .build();
  }

  /** Small numbers from a seed. */
  static float[] random(long seed, int count) {
    Random random = new Random(seed);
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = (float) (0.1 * random.nextGaussian());
    }
    return values;
  }

  /** W + strength A B, for A of WIDTH x rank. */
  static float[] merged(float[] weight, float[] down, float[] up, double strength) {
    int rank = down.length / WIDTH;
    float[] sum = weight.clone();
    for (int i = 0; i < WIDTH; i++) {
      for (int j = 0; j < WIDTH; j++) {
        double product = 0;
        for (int k = 0; k < rank; k++) {
          product += down[i * rank + k] * up[k * WIDTH + j];
        }
        sum[i * WIDTH + j] += (float) (strength * product);
      }
    }
    return sum;
  }
}
