package io.github.diffusion4j.ort;

import io.github.diffusion4j.model.CardKeys;
import io.github.diffusion4j.model.ModelCard;
import io.github.diffusion4j.model.ModelFile;
import io.github.diffusion4j.tensor.Shape;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The card of a model: what its metadata says, what the file beside it says instead, and where both
 * are silent what the graph shows.
 */
final class GraphCard {
  private GraphCard() {}

  /** The entries of the card, without prefix. */
  static Map<String, String> entries(ModelFile file, Graph graph) {
    Map<String, String> entries = new TreeMap<>(ModelCard.ofMetadata(graph.metadata()));
    entries.putAll(file.properties());
    if (entries.isEmpty()) {
      throw noCard(file, graph);
    }
    complete(entries, graph);
    completeRoles(entries, graph);
    return entries;
  }

  private static void complete(Map<String, String> entries, Graph graph) {
    List<Integer> sample = row(entries.getOrDefault(CardKeys.INPUT_SAMPLE, "x"), graph);
    if (!sample.isEmpty()) {
      entries.putIfAbsent(CardKeys.SHAPE, new Shape(sample).toString());
    }
    List<Integer> context = row(entries.getOrDefault(CardKeys.INPUT_CONTEXT, "c"), graph);
    if (context.size() == 1 && !entries.containsKey(CardKeys.LABELS)) {
      entries.putIfAbsent(CardKeys.CONTEXT_SIZE, context.get(0).toString());
    }
  }

  /** The shapes of roles that the card leaves to the graph; [n] is a single value per row. */
  private static void completeRoles(Map<String, String> entries, Graph graph) {
    for (String role : CardKeys.roles(entries)) {
      @Nullable GraphTensor tensor =
          graph.inputs().get(entries.getOrDefault(CardKeys.INPUT + role, role));
      if (tensor != null && tensor.rank() == 1) {
        entries.putIfAbsent(CardKeys.role(role, CardKeys.ROLE_SHAPE), "1");
      } else if (tensor != null && !tensor.fixedRow().isEmpty()) {
        entries.putIfAbsent(
            CardKeys.role(role, CardKeys.ROLE_SHAPE), new Shape(tensor.fixedRow()).toString());
      }
    }
  }

  private static List<Integer> row(String input, Graph graph) {
    @Nullable GraphTensor graphTensor = graph.inputs().get(input);
    return graphTensor == null ? List.of() : graphTensor.fixedRow();
  }

  private static IllegalArgumentException noCard(ModelFile file, Graph graph) {
    return new IllegalArgumentException(
        ("%s: no model card: its metadata has no keys '%s*'. Write %s beside it with schedule, schedule.steps,"
                + " prediction and time, and with input.sample, input.time and input.context for its inputs %s")
            .formatted(
                file.name(),
                ModelCard.PREFIX,
                properties(file.name()),
                GraphTensor.list(graph.inputs().values())));
  }

  /** The name of the file that would stand beside the model. */
  private static String properties(String model) {
    String name = model.substring(Math.max(model.lastIndexOf('/'), model.lastIndexOf('\\')) + 1);
    return (name.toLowerCase(Locale.ROOT).endsWith(".onnx")
            ? name.substring(0, name.length() - ".onnx".length())
            : name)
        + ".properties";
  }
}
