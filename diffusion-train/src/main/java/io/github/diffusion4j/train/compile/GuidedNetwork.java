package io.github.diffusion4j.train.compile;

import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import ai.onnx.proto.OnnxMl.TensorShapeProto.Dimension;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import io.github.diffusion4j.Guidance;
import io.github.diffusion4j.model.ContextRole;
import io.github.diffusion4j.model.ModelCard;
import io.github.diffusion4j.schedule.Level;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** The network of a model with its guidance: two rows per sample where there is one. */
final class GuidedNetwork {
  private static final long LAST = Long.MAX_VALUE;

  private final InlinedGraph network;
  private final ModelCard card;
  private final Guidance guidance;
  private final boolean guides;

  GuidedNetwork(InlinedGraph network, ModelCard card, Guidance guidance, List<Round> rounds) {
    this.network = network;
    this.card = card;
    this.guidance = guidance;
    this.guides =
        !card.context().isEmpty() && rounds.stream().anyMatch(round -> weight(round) != 1);
  }

  boolean guides() {
    return guides;
  }

  /** Raw output for the network's input, guided. */
  String evaluate(Mixing mixing, String x) {
    Nodes nodes = mixing.nodes();
    String rows = guides ? nodes.node("Concat", List.of(x, x), Nodes.attribute("axis", 0)) : x;
    Map<String, String> inputs = new HashMap<>();
    List<String> samples = new ArrayList<>(List.of(rows));
    String sampleName = card.input(ModelCard.SAMPLE);
    for (ContextRole role : card.context().roles()) {
      String name = card.input(role.name());
      String given = context(nodes, role.name());
      if (name.equals(sampleName)) {
        samples.add(given);
      } else {
        inputs.put(name, cast(nodes, given, info(name)));
      }
    }
    String joined =
        samples.size() == 1 ? rows : nodes.node("Concat", samples, Nodes.attribute("axis", 1));
    inputs.put(sampleName, cast(nodes, joined, info(sampleName)));
    inputs.put(card.input(ModelCard.TIME), time(mixing, rows));
    String output =
        card.output().isEmpty() ? network.graph().getOutput(0).getName() : card.output();
    String raw = network.call(nodes.graph(), inputs, output);
    String single =
        nodes.node("Cast", List.of(raw), Nodes.attribute("to", DataType.FLOAT.getNumber()));
    return guides ? guided(mixing, single) : single;
  }

  private String context(Nodes nodes, String role) {
    return guides
        ? nodes.node("Concat", List.of(role, PlanGraph.OPPOSITE + role), Nodes.attribute("axis", 0))
        : role;
  }

  /** What the network is told of the level: as many numbers as its input wants. */
  private String time(Mixing mixing, String rows) {
    Nodes nodes = mixing.nodes();
    ValueInfoProto info = info(card.input(ModelCard.TIME));
    List<Dimension> dimensions = info.getType().getTensorType().getShape().getDimList();
    ToDoubleFunction<Round> told = round -> card.time().of(round.evaluation().level());
    for (Round round : mixing.rounds()) {
      checkExact(info, told.applyAsDouble(round), round.evaluation().level());
    }
    String number = mixing.number(told);
    if (!dimensions.isEmpty()) {
      long[] ones = new long[dimensions.size()];
      Arrays.fill(ones, 1);
      number = nodes.node("Reshape", number, nodes.longs(ones));
      if (dimensions.get(0).getDimValue() != 1) {
        List<String> shape =
            new ArrayList<>(List.of(slice(nodes, nodes.node("Shape", rows), 0, 0, 1)));
        shape.addAll(Collections.nCopies(dimensions.size() - 1, nodes.longs(1)));
        number =
            nodes.node("Expand", number, nodes.node("Concat", shape, Nodes.attribute("axis", 0)));
      }
    }
    return cast(nodes, number, info);
  }

  private void checkExact(ValueInfoProto info, double told, Level level) {
    int type = info.getType().getTensorType().getElemType();
    boolean whole = type == DataType.INT64_VALUE || type == DataType.INT32_VALUE;
    if (whole && told != Math.rint(told)) {
      throw new IllegalArgumentException(
          "%s takes whole times, and this plan asks at %s (time %s); take a sampler and spacing of whole times, such as ddim with leading"
              .formatted(card.name(), told, level.time()));
    }
  }

  private ValueInfoProto info(String input) {
    return network.graph().getInputList().stream()
        .filter(info -> info.getName().equals(input))
        .findFirst()
        .orElseThrow(
            () -> new IllegalArgumentException(card.name() + ": no input '" + input + "'"));
  }

  private static String cast(Nodes nodes, String value, ValueInfoProto info) {
    long type = info.getType().getTensorType().getElemType();
    return nodes.node("Cast", List.of(value), Nodes.attribute("to", type));
  }

  /** 2207.12598, equation 6: raw = raw(none) + w (raw(c) - raw(none)), of the first channels. */
  private String guided(Mixing mixing, String raw) {
    Nodes nodes = mixing.nodes();
    int channels = card.shape().dimension(0);
    int outputs = card.outputShape().dimension(0);
    int first = Math.min(guidance.guidedChannels(), channels);
    String half = nodes.node("Div", batch(nodes, raw), nodes.longs(2));
    String wanted = nodes.node("Slice", raw, nodes.longs(0), half, nodes.longs(0));
    String none = nodes.node("Slice", raw, half, nodes.longs(LAST), nodes.longs(0));
    String given = first == outputs ? wanted : slice(nodes, wanted, 1, 0, first);
    String other = first == outputs ? none : slice(nodes, none, 1, 0, first);
    String away = nodes.node("Sub", given, other);
    String moved = nodes.node("Mul", away, mixing.number(this::weight));
    String guided = rescaled(mixing, given, nodes.node("Add", other, moved), first);
    return first == outputs
        ? guided
        : nodes.node(
            "Concat",
            List.of(guided, slice(nodes, wanted, 1, first, LAST)),
            Nodes.attribute("axis", 1));
  }

  // 2305.08891, equations 15 and 16: raw = phi (std(raw(c)) / std(raw) raw) + (1 - phi) raw
  private String rescaled(Mixing mixing, String given, String guided, int channels) {
    if (mixing.isZero(this::rescale)) {
      return guided;
    }
    Nodes nodes = mixing.nodes();
    int size = channels * (card.shape().size() / card.shape().dimension(0));
    String spread = deviation(nodes, guided, size);
    String some = nodes.node("Max", spread, nodes.number(1e-30));
    String ratio = nodes.node("Div", deviation(nodes, given, size), some);
    String phi = mixing.number(this::rescale);
    String one = nodes.number(1);
    String factor = nodes.node("Add", nodes.node("Mul", nodes.node("Sub", ratio, one), phi), one);
    String perRow = nodes.node("Reshape", factor, nodes.longs(-1, 1, 1, 1));
    return nodes.node("Mul", guided, perRow);
  }

  /** The standard deviation of each row, n x 1. */
  private static String deviation(Nodes nodes, String rows, int size) {
    String flat = nodes.node("Reshape", rows, nodes.longs(-1, size));
    String mean = nodes.node("MatMul", flat, nodes.column(size, 1f / size));
    String centred = nodes.node("Sub", flat, mean);
    String squares = nodes.node("Mul", centred, centred);
    return nodes.node("Sqrt", nodes.node("MatMul", squares, nodes.column(size, 1f / size)));
  }

  private static String batch(Nodes nodes, String rows) {
    return slice(nodes, nodes.node("Shape", rows), 0, 0, 1);
  }

  static String slice(Nodes nodes, String value, int axis, long from, long to) {
    return nodes.node("Slice", value, nodes.longs(from), nodes.longs(to), nodes.longs(axis));
  }

  private double weight(Round round) {
    return isWithin(round) ? guidance.weight() : 1;
  }

  private double rescale(Round round) {
    return isWithin(round) ? guidance.rescale() : 0;
  }

  private boolean isWithin(Round round) {
    double time = round.evaluation().level().time();
    return guidance.weight() != 1 && time >= guidance.low() && time <= guidance.high();
  }
}
