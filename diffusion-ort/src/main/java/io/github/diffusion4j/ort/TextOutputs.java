package io.github.diffusion4j.ort;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What the outputs of a text encoder are, by their names and shapes.
 *
 * @param component of the encoder
 * @param all outputs of real numbers
 */
record TextOutputs(Component component, List<GraphTensor> all) {
  private static final Pattern LAYER = Pattern.compile(".*hidden_states\\D*(\\d{1,6})$");

  static TextOutputs of(Component component) {
    return new TextOutputs(
        component,
        component.graph().outputs().values().stream()
            .filter(output -> FloatBuffers.takes(output.type()))
            .toList());
  }

  /** The state of each token behind the last layer. */
  GraphTensor last() {
    return named("last_hidden_state", 3)
        .or(() -> all.stream().filter(o -> o.rank() == 3).findFirst())
        .orElseThrow(
            () ->
                component.refused(
                    "no output of rows x tokens x width, only " + GraphTensor.list(all)));
  }

  /** The state of each token before the last layer. */
  GraphTensor penultimate() {
    List<GraphTensor> layers = new ArrayList<>();
    for (GraphTensor output : all) {
      if (output.rank() == 3 && LAYER.matcher(output.name()).matches()) {
        layers.add(output);
      }
    }
    layers.sort(Comparator.comparingInt(TextOutputs::layer));
    if (layers.size() < 2) {
      throw component.refused(
          "of its outputs %s none is the state before the last layer; export it with all hidden states (hidden_states.0, ...)"
              .formatted(GraphTensor.list(all)));
    }
    return layers.get(layers.size() - 2);
  }

  private static int layer(GraphTensor output) {
    Matcher matcher = LAYER.matcher(output.name());
    return matcher.matches() ? Integer.parseInt(matcher.group(1)) : -1;
  }

  /** One vector per text; null where there is none. */
  @Nullable GraphTensor pooled() {
    return named("text_embeds", 2)
        .or(() -> named("pooler_output", 2))
        .or(() -> all.stream().filter(o -> o.rank() == 2).findFirst())
        .orElse(null);
  }

  private Optional<GraphTensor> named(String name, int rank) {
    return all.stream()
        .filter(output -> output.name().equals(name) && output.withRank(rank).rank() == rank)
        .map(output -> output.withRank(rank))
        .findFirst();
  }
}
