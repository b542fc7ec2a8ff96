package io.github.diffusion4j.ort;

import io.github.diffusion4j.model.CardKeys;
import io.github.diffusion4j.model.ContextRole;
import io.github.diffusion4j.model.ContextVector;
import io.github.diffusion4j.model.ModelCard;
import io.github.diffusion4j.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Finds out where card and graph contradict each other.
 *
 * @param file what messages call the model
 * @param card what the model says of itself
 * @param said the entries of the card as they were written
 * @param graph what it is
 */
record GraphBinder(String file, ModelCard card, Map<String, String> said, Graph graph) {

  /**
   * Binds the graph as the card says.
   *
   * @throws IllegalArgumentException if they contradict each other; the message names file, key,
   *     what the graph says, and the cure
   */
  GraphBinding bind() {
    return bind(this::output);
  }

  /** Binds the inputs, and an output that need not be a prediction. */
  GraphBinding bind(Supplier<GraphTensor> found) {
    List<GraphTensor> free = new ArrayList<>(graph.inputs().values());
    String sampleName = card.input(ModelCard.SAMPLE);
    GraphTensor sample =
        input(CardKeys.INPUT_SAMPLE, sampleName, free).withRank(1 + card.shape().rank());
    GraphTensor time = input(CardKeys.INPUT_TIME, card.input(ModelCard.TIME), free).withRank(1);
    List<ContextRole> appended = new ArrayList<>();
    List<RoleInput> roles = new ArrayList<>();
    for (ContextRole role : card.context().roles()) {
      if (card.input(role.name()).equals(sampleName)) {
        appended.add(role);
      } else {
        roles.add(role(role, free));
      }
    }
    checkNothingIsLeft(free);
    checkFloat(sample);
    checkRows(CardKeys.SHAPE, sample, GraphBinding.sampleRow(card.shape(), appended));
    GraphTensor output = found.get();
    List<GraphTensor> batched = new ArrayList<>(List.of(sample));
    roles.forEach(role -> batched.add(role.tensor()));
    batched.add(output);
    long batch = batch(batched);
    return new GraphBinding(card, sample, appended, time(time, batch), roles, output, batch);
  }

  /** Takes an input out of those that are still free. */
  private GraphTensor input(String key, String name, List<GraphTensor> free) {
    @Nullable GraphTensor port = graph.inputs().get(name);
    if (port == null || !free.remove(port)) {
      throw wrong(
          key,
          name,
          "the graph's inputs are " + GraphTensor.list(graph.inputs().values()),
          free.isEmpty()
              ? "export it with an input for that"
              : "set %s to one of %s"
                  .formatted(key, free.stream().map(GraphTensor::name).toList()));
    }
    return port;
  }

  private RoleInput role(ContextRole role, List<GraphTensor> free) {
    String key = role.name().equals(ContextVector.CONTEXT) ? sizeKey() : shapeKey(role);
    if (free.isEmpty()) {
      throw wrong(
          key,
          role.shape().toString(),
          "the graph has no input for a context, only " + GraphTensor.list(graph.inputs().values()),
          "take labels, context.size and context.roles out of the card");
    }
    GraphTensor tensor =
        input(CardKeys.INPUT + role.name(), card.input(role.name()), free)
            .withRank(1 + role.shape().rank());
    checkType(role, tensor);
    if (!tensor.takesRowsOf(role.shape().dimensions())) {
      throw wrong(key, role.shape().toString(), "the graph has " + tensor, cure(key, tensor));
    }
    return new RoleInput(role, tensor);
  }

  private void checkType(ContextRole role, GraphTensor tensor) {
    if (RoleInput.takes(role.kind(), tensor.type())) {
      return;
    }
    if (tensor.isWhole()) {
      throw wrong(
          CardKeys.role(role.name(), CardKeys.ROLE_KIND),
          role.kind().toString(),
          "the graph has " + tensor,
          "name it as a role of its own: context.roles = class, context.class.kind = index and input.class = "
              + tensor.name());
    }
    checkFloat(tensor);
  }

  private static String shapeKey(ContextRole role) {
    return CardKeys.role(role.name(), CardKeys.ROLE_SHAPE);
  }

  /** The key that says how many context values there are. */
  private String sizeKey() {
    return said.containsKey(CardKeys.CONTEXT_SIZE) ? CardKeys.CONTEXT_SIZE : CardKeys.LABELS;
  }

  private void checkNothingIsLeft(List<GraphTensor> free) {
    if (!free.isEmpty()) {
      throw wrong(
          CardKeys.CONTEXT_SIZE,
          Integer.toString(card.context().size()),
          "nothing feeds the graph's input " + GraphTensor.list(free),
          "if that is a plain context, set input.context = %1$s and context.size; if not, name it: context.roles = %1$s"
              .formatted(free.get(0).name()));
    }
  }

  private void checkRows(String key, GraphTensor port, Shape row) {
    if (!port.takesRowsOf(row.dimensions())) {
      throw wrong(key, row.toString(), "the graph has " + port, cure(key, port));
    }
  }

  private static String cure(String key, GraphTensor port) {
    List<Integer> row = port.fixedRow();
    if (row.isEmpty()) {
      return "export it with an input of that shape";
    }
    return key.equals(CardKeys.LABELS)
        ? "name as many labels"
        : "set %s = %s".formatted(key, new Shape(row));
  }

  private void checkFloat(GraphTensor port) {
    if (!FloatBuffers.takes(port.type())) {
      throw new IllegalArgumentException(
          "%s: the graph has %s, and sample, context and output are taken as float32 or float16 only; export it with those (keep_io_types in converters to other types)"
              .formatted(file, port));
    }
  }

  private GraphTensor output() {
    String name = card.output();
    @Nullable GraphTensor found =
        name.isEmpty() && graph.outputs().size() == 1
            ? graph.outputs().values().iterator().next()
            : graph.outputs().get(name);
    if (found == null) {
      throw wrong(
          CardKeys.OUTPUT,
          name,
          "the graph's outputs are " + GraphTensor.list(graph.outputs().values()),
          "set output to one of " + graph.outputs().keySet());
    }
    GraphTensor output = found.withRank(1 + card.outputShape().rank());
    checkFloat(output);
    if (!output.takesRowsOf(card.outputShape().dimensions())) {
      throw wrong(
          CardKeys.VARIANCE,
          "fixed",
          "with samples of %s the output would be %s, and the graph has %s"
              .formatted(card.shape(), card.outputShape(), output),
          "set variance = learned-range if half of the output's channels tell a variance, and fixed if it has the shape of the sample");
    }
    return output;
  }

  private long batch(List<GraphTensor> ports) {
    List<Long> sizes =
        ports.stream()
            .map(p -> p.dimensions().get(0))
            .filter(d -> d != GraphTensor.OPEN)
            .distinct()
            .toList();
    if (sizes.size() > 1) {
      throw new IllegalArgumentException(
          "%s: the graph has %s, which fix the batch to different sizes; export it with an open batch"
              .formatted(file, GraphTensor.list(ports)));
    }
    return sizes.isEmpty() ? GraphTensor.OPEN : sizes.get(0);
  }

  private TimeTensor time(GraphTensor port, long batch) {
    long first = port.rank() == 0 ? 1 : port.dimensions().get(0);
    boolean perRow = port.rank() > 0 && (first == GraphTensor.OPEN || first == batch);
    if (!TimeTensor.takes(port.type()) || !port.takesNumbers() || !(perRow || first == 1)) {
      throw wrong(
          CardKeys.INPUT_TIME,
          port.name(),
          "the graph has " + port,
          "export it with a time of float32, float16, float64, int32 or int64 and the dimensions [n] or [1], more dimensions of 1 after it, or none");
    }
    TimeTensor time = new TimeTensor(port, card.time(), !perRow);
    time.checkExact(card.schedule())
        .ifPresent(
            cure -> {
              throw wrong(timeKey(), card.time().toString(), "the graph has " + port, cure);
            });
    return time;
  }

  /** The key that says how the time is told. */
  private String timeKey() {
    return said.containsKey(CardKeys.TIME) ? CardKeys.TIME : CardKeys.TIME_SCALE;
  }

  private IllegalArgumentException wrong(String key, String taken, String graphSays, String cure) {
    @Nullable String value = said.get(key);
    String card =
        value != null
            ? "%s = %s in its card".formatted(key, value)
            : "%s is not in its card%s"
                .formatted(key, taken.isEmpty() ? "" : " and taken as " + taken);
    return new IllegalArgumentException(
        "%s: %s, but %s; %s".formatted(file, card, graphSays, cure));
  }
}
