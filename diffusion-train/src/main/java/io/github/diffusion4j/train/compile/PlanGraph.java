package io.github.diffusion4j.train.compile;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import com.google.protobuf.InvalidProtocolBufferException;
import io.github.diffusion4j.Guidance;
import io.github.diffusion4j.files.AtomicFile;
import io.github.diffusion4j.model.ContextRole;
import io.github.diffusion4j.model.ContextTensor;
import io.github.diffusion4j.model.ModelCard;
import io.github.diffusion4j.model.ModelFile;
import io.github.diffusion4j.plan.Plan;
import io.github.diffusion4j.plan.Stage;
import io.github.diffusion4j.tensor.Shape;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A whole generation as one ONNX graph: a network, its guidance and the rows of a plan. Any ONNX
 * Runtime runs the file, without this library.
 *
 * <p>Inputs of the graph, each with n rows:
 *
 * <ul>
 *   <li>{@code start}: noise of deviation 1, or clean samples for a plan that starts from images;
 *   <li>{@code noise}: draws x n x shape, in the order of {@link #draws}, where the plan draws any;
 *   <li>each role of the model's context by its name, and where guidance moves away from another
 *       context, {@code opposite.} and its name.
 * </ul>
 *
 * <p>Its output is {@code samples}: n x shape, as the loop would leave them, to rounding.
 *
 * <p>Few evaluations are written one after the other, many as a loop; the weights are there once.
 *
 * <p>Stateless and thread-safe.
 */
public final class PlanGraph {
  static final String START = "start";
  static final String NOISE = "noise";
  static final String OPPOSITE = "opposite.";
  private static final String SAMPLES = "samples";

  /** More evaluations become a loop: a graph of many nodes takes long to open. */
  private static final int UNROLLED = 8;

  private static final int LEAST_OPSET = 13;

  private PlanGraph() {}

  /**
   * The noise draws of a plan, as the input {@code noise} has them.
   *
   * @param plan any
   * @return numbers for {@link io.github.diffusion4j.tensor.NoiseSource#fill}, in ascending order
   * @throws IllegalArgumentException if the plan cannot be compiled
   */
  public static List<Integer> draws(Plan plan) {
    List<Integer> draws = new ArrayList<>();
    if (plan.start().draw() != Stage.NO_DRAW) {
      draws.add(plan.start().draw());
    }
    Round.of(plan).forEach(round -> draws.addAll(round.draws()));
    return draws.stream().distinct().sorted().toList();
  }

  /**
   * Writes the file, whole or not at all.
   *
   * @param model with its weights inside
   * @param card of the model, complete
   * @param plan compiled for the model
   * @param guidance of all samples; its context to move away from is an input of the graph
   * @param file written to; replaced if there
   * @throws IllegalArgumentException if it is no ONNX file, its weights lie in other files, its
   *     operator set is older than 13, or the plan has steps that depend on the data or keeps known
   *     values
   * @throws UncheckedIOException if reading or writing fails; an old file is then left as it was
   */
  public static void write(
      ModelFile model, ModelCard card, Plan plan, Guidance guidance, Path file) {
    ModelProto compiled = compiled(parsed(bytes(model), model.name()), card, plan, guidance);
    AtomicFile.write(file, compiled::writeTo);
  }

  private static byte[] bytes(ModelFile model) {
    if (model instanceof ModelFile.InMemory memory) {
      return memory.bytes();
    }
    try {
      return Files.readAllBytes(((ModelFile.OnDisk) model).path());
    } catch (IOException e) {
      throw new UncheckedIOException("reading " + model.name(), e);
    }
  }

  private static ModelProto parsed(byte[] bytes, String name) {
    try {
      ModelProto model = ModelProto.parseFrom(bytes);
      for (TensorProto tensor : model.getGraph().getInitializerList()) {
        if (tensor.getDataLocation() == TensorProto.DataLocation.EXTERNAL) {
          throw new IllegalArgumentException(
              "%s: the weights of %s lie in a file beside it; export it in one file"
                  .formatted(name, tensor.getName()));
        }
      }
      long opset =
          model.getOpsetImportList().stream()
              .filter(set -> set.getDomain().isEmpty())
              .mapToLong(OperatorSetIdProto::getVersion)
              .max()
              .orElse(0);
      if (opset < LEAST_OPSET) {
        throw new IllegalArgumentException(
            "%s: operator set %d, and 13 or later is needed; export it with that"
                .formatted(name, opset));
      }
      return model;
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalArgumentException(name + ": no ONNX file, or cut off", e);
    }
  }

  private static ModelProto compiled(
      ModelProto model, ModelCard card, Plan plan, Guidance guidance) {
    List<Round> rounds = Round.of(plan);
    List<Integer> draws = draws(plan);
    GraphProto.Builder graph = GraphProto.newBuilder().setName("generation");
    Nodes nodes = Nodes.of(graph);
    InlinedGraph network = new InlinedGraph(model.getGraph(), graph);
    GuidedNetwork guided = new GuidedNetwork(network, card, guidance, rounds);
    addInputs(graph, card, guided, draws);
    StageNodes stages = new StageNodes(plan, card, guided, draws);
    StageNodes.Carried carried = begun(nodes, plan, draws);
    if (rounds.size() <= UNROLLED) {
      for (Round round : rounds) {
        carried = stages.round(new Mixing(nodes, List.of(round), ""), carried);
      }
    } else {
      carried = LoopNode.of(nodes, card.shape(), stages, rounds, carried);
    }
    graph.addNode(LoopNode.identity(carried.state(), SAMPLES));
    graph.addOutput(samples(SAMPLES, card.shape()));
    ModelProto.Builder compiled = model.toBuilder().setGraph(graph).clearMetadataProps();
    Map.of("name", card.name(), "sampler", plan.sampler(), "guidance", guidance.toString())
        .forEach((key, text) -> compiled.addMetadataPropsBuilder().setKey(key).setValue(text));
    return compiled.build();
  }

  private static StageNodes.Carried begun(Nodes nodes, Plan plan, List<Integer> draws) {
    Plan.Start start = plan.start();
    String z =
        draws.contains(start.draw())
            ? nodes.node(
                "Gather", NOISE, nodes.node("Squeeze", nodes.longs(draws.indexOf(start.draw()))))
            : START;
    double ofNoise = draws.contains(start.draw()) ? 1 : 0;
    String x = sum(nodes, start.next().state(), z, ofNoise * start.next().z());
    String state = sum(nodes, start.nextState().state(), z, ofNoise * start.nextState().z());
    String empty = plan.memory() == 0 ? "" : nodes.node("Mul", START, nodes.number(0));
    List<String> slots = new ArrayList<>();
    for (int k = 0; k < plan.memory(); k++) {
      slots.add(empty);
    }
    return new StageNodes.Carried(x, state, slots);
  }

  private static String sum(Nodes nodes, double given, String z, double factor) {
    String scaled = given == 1 ? START : nodes.node("Mul", START, nodes.number(given));
    return factor == 0
        ? scaled
        : nodes.node("Add", scaled, nodes.node("Mul", z, nodes.number(factor)));
  }

  private static void addInputs(
      GraphProto.Builder graph, ModelCard card, GuidedNetwork network, List<Integer> draws) {
    graph.addInput(samples(START, card.shape()));
    if (!draws.isEmpty()) {
      TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
      shape.addDimBuilder().setDimParam("draws");
      shape.addAllDim(rows(card.shape()).getDimList());
      graph.addInput(value(NOISE, DataType.FLOAT, shape));
    }
    for (ContextRole role : card.context().roles()) {
      DataType type = role.kind() == ContextTensor.Kind.INDEX ? DataType.INT64 : DataType.FLOAT;
      graph.addInput(value(role.name(), type, rows(role.shape())));
      if (network.guides()) {
        graph.addInput(value(OPPOSITE + role.name(), type, rows(role.shape())));
      }
    }
  }

  private static TensorShapeProto.Builder rows(Shape sample) {
    TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
    shape.addDimBuilder().setDimParam("n");
    sample.dimensions().forEach(size -> shape.addDimBuilder().setDimValue(size));
    return shape;
  }

  /** Rows of samples. */
  static ValueInfoProto samples(String name, Shape shape) {
    return value(name, DataType.FLOAT, rows(shape));
  }

  static ValueInfoProto value(String name, DataType type, TensorShapeProto.Builder shape) {
    TypeProto.Tensor.Builder tensor = TypeProto.Tensor.newBuilder();
    tensor.setElemType(type.getNumber()).setShape(shape);
    return ValueInfoProto.newBuilder()
        .setName(name)
        .setType(TypeProto.newBuilder().setTensorType(tensor))
        .build();
  }
}
