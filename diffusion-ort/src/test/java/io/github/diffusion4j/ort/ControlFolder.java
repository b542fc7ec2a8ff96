package io.github.diffusion4j.ort;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Writes folders of a network with a ControlNet, small and of random weights, for samples of 4x8x8,
 * 3 tokens of width 5 and control images of 3x8x8; as two graphs, or as one that holds both.
 */
final class ControlFolder {
  static final int SIDE = 8;
  static final int TOKENS = 3;
  static final int WIDTH = 5;
  private static final long OPEN = -1;
  private static final int CHANNELS = 4;

  /** How a graph names the states of the control network. */
  private static final List<String> OUTPUTS =
      List.of("down_block_res_samples.0", "down_block_res_samples.1", "mid_block_res_sample");

  static final List<String> RESIDUALS =
      List.of(
          "down_block_additional_residuals.0",
          "down_block_additional_residuals.1",
          "mid_block_additional_residual");

  private final GraphProto.Builder graph = GraphProto.newBuilder().setName("control");
  private final DataType type;
  private final long batch;
  private long side = SIDE;

  private ControlFolder(DataType type, long batch) {
    this.type = type;
    this.batch = batch;
  }

  /** Two graphs, the control's of a type and a batch. */
  static Path pair(Path folder, DataType ofControl, long batch) {
    return pair(folder, ofControl, batch, RESIDUALS);
  }

  static Path pair(Path folder, DataType ofControl, long batch, List<String> residuals) {
    return pair(folder, new ControlFolder(ofControl, batch), residuals);
  }

  /** Two graphs that leave the size of samples and images open. */
  static Path ofAnySize(Path folder) {
    ControlFolder control = new ControlFolder(DataType.FLOAT, OPEN);
    control.side = OPEN;
    write(
        folder.resolve("unet/config.json"),
        "{\"sample_size\": 8, \"in_channels\": 4}".getBytes(StandardCharsets.UTF_8));
    return pair(folder, control, RESIDUALS);
  }

  /** Two graphs, that of the control with its scale as an input. */
  static Path scaled(Path folder) {
    ControlFolder control = new ControlFolder(DataType.FLOAT, OPEN);
    control.input("conditioning_scale", 1);
    return pair(folder, control, RESIDUALS);
  }

  private static Path pair(Path folder, ControlFolder control, List<String> residuals) {
    long batch = control.batch;
    index(folder, "\"controlnet\": [\"diffusers\", \"ControlNetModel\"],");
    control.inputs();
    control.input("controlnet_cond", batch, 3, control.side, control.side);
    control.control(OUTPUTS);
    OUTPUTS.forEach(name -> control.output(name, batch, CHANNELS, OPEN, OPEN));
    write(folder.resolve("controlnet/model.onnx"), control.graph);
    ControlFolder unet = new ControlFolder(DataType.FLOAT, OPEN);
    unet.side = control.side;
    unet.inputs();
    residuals.forEach(name -> unet.input(name, OPEN, CHANNELS, OPEN, OPEN));
    unet.network(residuals);
    write(folder.resolve("unet/model.onnx"), unet.graph);
    return folder;
  }

  /** One graph with the control image in its context, its residuals multiplied by a scale. */
  static Path whole(Path folder, float scale) {
    index(folder, "");
    ControlFolder both = new ControlFolder(DataType.FLOAT, OPEN);
    both.inputs();
    both.input("pooled_control", OPEN, 3 * SIDE * SIDE);
    both.numbers("control.shape", -1, 3, SIDE, SIDE);
    both.node("Reshape", "controlnet_cond", "pooled_control", "control.shape");
    both.control(OUTPUTS);
    both.constant("scale", scale, 1);
    for (int i = 0; i < OUTPUTS.size(); i++) {
      both.node("Mul", RESIDUALS.get(i), OUTPUTS.get(i), "scale");
    }
    both.network(RESIDUALS);
    write(folder.resolve("unet/model.onnx"), both.graph);
    return folder;
  }

  private void inputs() {
    input("sample", batch, CHANNELS, side, side);
    graph.addInput(value("timestep", DataType.FLOAT, batch));
    input("encoder_hidden_states", batch, TOKENS, WIDTH);
  }

  /** Some layers over the sample, the time, the tokens and the image. */
  private void control(List<String> states) {
    weight("c.sample", 11, CHANNELS, CHANNELS, 1, 1);
    weight("c.image", 12, CHANNELS, 3, 1, 1);
    weight("c.first", 13, CHANNELS, CHANNELS, 1, 1);
    weight("c.second", 14, CHANNELS, CHANNELS, 1, 1);
    node("Conv", "c.a", "sample", "c.sample");
    node("Conv", "c.b", "controlnet_cond", "c.image");
    node("Add", "c.ab", "c.a", "c.b");
    condition("c");
    node("Add", "c.sum", "c.ab", "c.condition");
    node("Tanh", states.get(0), "c.sum");
    node("Conv", "c.down", states.get(0), "c.first");
    node("Tanh", states.get(1), "c.down");
    node("Conv", states.get(2), states.get(1), "c.second");
  }

  /** Some layers, after each of which a residual is added. */
  private void network(List<String> residuals) {
    weight("u.first", 21, CHANNELS, CHANNELS, 1, 1);
    weight("u.second", 22, CHANNELS, CHANNELS, 1, 1);
    weight("u.third", 23, CHANNELS, CHANNELS, 1, 1);
    condition("u");
    node("Add", "u.x", "sample", "u.condition");
    node("Conv", "u.a", "u.x", "u.first");
    node("Add", "u.b", "u.a", residuals.get(0));
    node("Conv", "u.c", "u.b", "u.second");
    node("Add", "u.d", "u.c", residuals.get(1));
    node("Tanh", "u.e", "u.d");
    node("Add", "u.f", "u.e", residuals.get(2));
    node("Conv", "out_sample", "u.f", "u.third");
    output("out_sample", batch, CHANNELS, OPEN, OPEN);
  }

  /** One number per row and channel: the time in thousandths and a sum of the tokens. */
  private void condition(String name) {
    constant(name + ".thousandth", 0.001f, 1);
    numbers(name + ".shape", -1, 1, 1, 1);
    node("Cast", name + ".typed", "timestep");
    graph
        .getNodeBuilder(graph.getNodeCount() - 1)
        .addAttribute(
            AttributeProto.newBuilder()
                .setName("to")
                .setType(AttributeProto.AttributeType.INT)
                .setI(type.getNumber()));
    node("Mul", name + ".time", name + ".typed", name + ".thousandth");
    node("Reshape", name + ".column", name + ".time", name + ".shape");
    numbers(name + ".states", -1, TOKENS * WIDTH, 1, 1);
    weight(name + ".mean", 31, CHANNELS, TOKENS * WIDTH, 1, 1);
    node("Reshape", name + ".flat", "encoder_hidden_states", name + ".states");
    node("Conv", name + ".tokens", name + ".flat", name + ".mean");
    node("Add", name + ".condition", name + ".column", name + ".tokens");
  }

  private void weight(String name, long seed, long... dimensions) {
    int count = 1;
    for (long dimension : dimensions) {
      count *= Math.toIntExact(dimension);
    }
    tensor(name, LoraGraph.random(seed, count), 4, dimensions);
  }

  private void constant(String name, float value, long... dimensions) {
    tensor(name, new float[] {value}, 1, dimensions);
  }

  private void tensor(String name, float[] values, float factor, long... dimensions) {
    String plain = type == DataType.FLOAT ? name : name + ".float";
    TensorProto.Builder tensor =
        TensorProto.newBuilder().setName(plain).setDataType(DataType.FLOAT.getNumber());
    for (long dimension : dimensions) {
      tensor.addDims(dimension);
    }
    for (float value : values) {
      tensor.addFloatData(factor * value);
    }
    graph.addInitializer(tensor);
    if (type != DataType.FLOAT) {
      node("Cast", name, plain);
      graph
          .getNodeBuilder(graph.getNodeCount() - 1)
          .addAttribute(
              AttributeProto.newBuilder()
                  .setName("to")
                  .setType(AttributeProto.AttributeType.INT)
                  .setI(type.getNumber()));
    }
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

  private void input(String name, long... dimensions) {
    graph.addInput(value(name, type, dimensions));
  }

  private void output(String name, long... dimensions) {
    graph.addOutput(value(name, type, dimensions));
  }

  private static ValueInfoProto value(String name, DataType type, long... dimensions) {
    TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
    for (long dimension : dimensions) {
      TensorShapeProto.Dimension.Builder one = TensorShapeProto.Dimension.newBuilder();
      shape.addDim(dimension < 0 ? one.setDimParam("") : one.setDimValue(dimension));
    }
    return ValueInfoProto.newBuilder()
        .setName(name)
        .setType(
            TypeProto.newBuilder()
                .setTensorType(
                    TypeProto.Tensor.newBuilder().setElemType(type.getNumber()).setShape(shape)))
        .build();
  }

  static void index(Path folder, String component) {
    write(
        folder.resolve("model_index.json"),
        """
        {"_class_name": "StableDiffusionControlNetPipeline", %s
         "unet": ["diffusers", "OnnxRuntimeModel"], "scheduler": ["diffusers", "DDIMScheduler"]}
        """
            .formatted(component)
            .getBytes(StandardCharsets.UTF_8));
    write(
        folder.resolve("scheduler/scheduler_config.json"),
        """
        {"_class_name": "DDIMScheduler", "num_train_timesteps": 1000, "beta_start": 0.00085,
         "beta_end": 0.012, "beta_schedule": "scaled_linear", "prediction_type": "epsilon",
         "clip_sample": false, "set_alpha_to_one": false, "steps_offset": 1}
        """
            .getBytes(StandardCharsets.UTF_8));
  }

  private static void write(Path file, GraphProto.Builder graph) {
    write(
        file,
        ModelProto.newBuilder()
            .setIrVersion(8)
            .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(17))
            .setGraph(graph)
            .build()
            .toByteArray());
  }

  static void write(Path file, byte[] bytes) {
    try {
      Files.createDirectories(file.getParent());
      Files.write(file, bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
