package io.github.diffusion4j.ort;

import ai.onnxruntime.OnnxJavaType;
import io.github.diffusion4j.model.CardKeys;
import io.github.diffusion4j.model.ModelCard;
import io.github.diffusion4j.tensor.Shape;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Finds out where card and graph contradict each other.
 *
 * @param file what messages call the model
 * @param card what the model says of itself
 * @param graph what it is
 */
record WiringCheck(String file, ModelCard card, Graph graph) {

  /**
   * Wires the graph as the card says.
   *
   * @throws IllegalArgumentException if they contradict each other; the message names file, key,
   *     what the graph says, and the cure
   */
  Wiring wire() {
    int size = card.labels().size();
    Port sample = port(CardKeys.INPUT_SAMPLE, card.inputs().sample(), graph.inputs());
    Port time = port(CardKeys.INPUT_TIME, card.inputs().time(), graph.inputs());
    List<Port> fed = new ArrayList<>(List.of(sample, time));
    List<Port> batched = new ArrayList<>(List.of(sample));
    @Nullable Port context = null;
    if (size > 0) {
      context = port(CardKeys.INPUT_CONTEXT, card.inputs().context(), graph.inputs());
      checkRows(CardKeys.CONTEXT_SIZE, Integer.toString(size), context, Shape.of(size));
      fed.add(context);
      batched.add(context);
    }
    checkNothingIsLeft(fed);
    checkRows(CardKeys.SHAPE, card.shape().toString(), sample, card.shape());
    Port output = output();
    batched.add(output);
    long batch = batch(batched);
    return new Wiring(card, sample, time(time, batch), context, output, batch);
  }

  private static String list(Collection<Port> ports) {
    return ports.isEmpty()
        ? "none"
        : String.join(", ", ports.stream().map(Port::toString).toList());
  }

  private Port port(String key, String name, Map<String, Port> ports) {
    @Nullable Port port = ports.get(name);
    if (port == null) {
      throw wrong(
          key, name, "the graph has " + list(ports.values()), "set " + key + " to one of these");
    }
    return port;
  }

  private void checkNothingIsLeft(List<Port> fed) {
    List<Port> left = new ArrayList<>(graph.inputs().values());
    left.removeAll(fed);
    if (!left.isEmpty()) {
      throw wrong(
          CardKeys.CONTEXT_SIZE,
          Integer.toString(card.labels().size()),
          "the graph also wants " + list(left),
          "if that is the context, set context.size and input.context; export a model with other inputs without them");
    }
  }

  private void checkRows(String key, String value, Port port, Shape row) {
    checkFloat(port);
    if (!port.takesRowsOf(row.dimensions())) {
      throw wrong(key, value, "the graph has " + port, cure(key, port));
    }
  }

  private static String cure(String key, Port port) {
    List<Integer> row = port.fixedRow();
    return row.isEmpty()
        ? "export it with inputs of that shape"
        : "set %s = %s".formatted(key, new Shape(row));
  }

  private void checkFloat(Port port) {
    if (port.type() != OnnxJavaType.FLOAT) {
      throw new IllegalArgumentException(
          "%s: the graph has %s, and only the time may be other than float32; export it with float32 inputs and outputs (keep_io_types in converters to float16)"
              .formatted(file, port));
    }
  }

  private Port output() {
    String name = card.inputs().output();
    Port output =
        name.isEmpty() && graph.outputs().size() == 1
            ? graph.outputs().values().iterator().next()
            : port(CardKeys.OUTPUT, name, graph.outputs());
    checkFloat(output);
    if (!output.takesRowsOf(card.outputShape().dimensions())) {
      throw wrong(
          CardKeys.VARIANCE,
          card.entries().getOrDefault(CardKeys.VARIANCE, "fixed (the default)"),
          "with samples of %s the output would be %s, and the graph has %s"
              .formatted(card.shape(), card.outputShape(), output),
          "set variance = learned-range if half of the output's channels tell a variance, and fixed if it has the shape of the sample");
    }
    return output;
  }

  private long batch(List<Port> ports) {
    List<Long> sizes =
        ports.stream()
            .map(p -> p.dimensions().get(0))
            .filter(d -> d != Port.OPEN)
            .distinct()
            .toList();
    if (sizes.size() > 1) {
      throw new IllegalArgumentException(
          "%s: the graph has %s, which fix the batch to different sizes; export it with an open batch"
              .formatted(file, list(ports)));
    }
    return sizes.isEmpty() ? Port.OPEN : sizes.get(0);
  }

  private TimePort time(Port port, long batch) {
    long first = port.rank() == 0 ? 1 : port.dimensions().get(0);
    boolean perRow = port.rank() > 0 && (first == Port.OPEN || first == batch);
    boolean onePerRow = port.rank() < 2 || port.takesRowsOf(List.of(1));
    if (!TimePort.takes(port.type()) || !onePerRow || !(perRow || first == 1)) {
      throw wrong(
          CardKeys.INPUT_TIME,
          port.name(),
          "the graph has " + port,
          "export it with a time of float32, float64, int32 or int64 and the dimensions [n], [n, 1], [1] or none");
    }
    return new TimePort(port, card.time(), !perRow);
  }

  private IllegalArgumentException wrong(String key, String value, String graphSays, String cure) {
    return new IllegalArgumentException(
        "%s: %s = %s in its card, but %s; %s"
            .formatted(file, key, value.isEmpty() ? "(not set)" : value, graphSays, cure));
  }
}
