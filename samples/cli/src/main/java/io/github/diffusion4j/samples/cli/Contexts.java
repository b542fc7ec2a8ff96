package io.github.diffusion4j.samples.cli;

import io.github.diffusion4j.image.Npy;
import io.github.diffusion4j.model.ContextSpec;
import io.github.diffusion4j.model.ContextVector;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Contexts as arguments: labels with weights, plain values, or rows of an array. */
final class Contexts {
  private static final Pattern NUMBER =
      Pattern.compile("[-+]?(\\d+\\.?\\d*|\\.\\d+)([eE][-+]?\\d+)?");

  private final ContextSpec labels;

  private Contexts(ContextSpec labels) {
    this.labels = labels;
  }

  /** What to show, in the order asked for; without an argument, nothing in particular. */
  static List<ContextVector> of(List<String> arguments, ContextSpec labels) {
    if (arguments.isEmpty()) {
      return List.of(ContextVector.unconditional());
    }
    Contexts contexts = new Contexts(labels);
    return arguments.stream().flatMap(argument -> contexts.of(argument).stream()).toList();
  }

  /** One context, and no more. */
  static ContextVector one(String argument, ContextSpec labels) {
    List<ContextVector> contexts = new Contexts(labels).of(argument);
    if (contexts.size() != 1) {
      throw new IllegalArgumentException(
          "%s has %d contexts: one is wanted here".formatted(argument, contexts.size()));
    }
    return contexts.get(0);
  }

  private List<ContextVector> of(String argument) {
    if (argument.startsWith("@")) {
      return rows(Path.of(argument.substring(1)));
    }
    List<String> parts = Arrays.stream(argument.split(",", -1)).map(String::strip).toList();
    if (argument.isBlank()) {
      return List.of(ContextVector.unconditional());
    }
    return List.of(labels.check(areValues(parts) ? values(parts) : weighted(parts)));
  }

  /** Numbers, unless they are names: a model of digits may call its labels 0 to 9. */
  private boolean areValues(List<String> parts) {
    return parts.stream().allMatch(part -> NUMBER.matcher(part).matches())
        && (parts.size() == labels.size() || parts.stream().noneMatch(labels.labels()::contains));
  }

  private static ContextVector values(List<String> parts) {
    float[] values = new float[parts.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = Float.parseFloat(parts.get(i));
    }
    return ContextVector.of(values);
  }

  private ContextVector weighted(List<String> parts) {
    if (parts.contains("")) {
      throw new IllegalArgumentException(
          "context %s: nothing between two commas; write labels as folder,plus"
              .formatted(String.join(",", parts)));
    }
    Map<String, Double> weights = new LinkedHashMap<>();
    for (String part : parts) {
      int equals = part.lastIndexOf('=');
      String label = equals < 0 ? part : part.substring(0, equals);
      double weight = equals < 0 ? 1 : weight(part, part.substring(equals + 1));
      if (weights.put(label, weight) != null) {
        throw new IllegalArgumentException(
            "context " + parts + ": label '" + label + "' stands twice");
      }
    }
    return labels.context(weights);
  }

  private static double weight(String part, String weight) {
    try {
      return Double.parseDouble(weight);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "context " + part + ": the weight is a number, such as folder=0.6", e);
    }
  }

  private List<ContextVector> rows(Path file) {
    Npy array = FileInputs.array(file);
    List<Integer> dimensions = array.dimensions();
    int width = dimensions.isEmpty() ? 0 : dimensions.get(dimensions.size() - 1);
    if (dimensions.size() > 2 || array.size() == 0 || width != labels.size()) {
      throw new IllegalArgumentException(
          "%s has shape %s: contexts of this model are [n, %d], a row a sample"
              .formatted(file, dimensions, labels.size()));
    }
    List<ContextVector> rows = new ArrayList<>();
    for (int from = 0; from < array.size(); from += width) {
      rows.add(ContextVector.of(array.floats(from, width)));
    }
    return rows;
  }
}
