package io.github.diffusion4j.samples.cli;

import io.github.diffusion4j.DiffusionPipeline;
import io.github.diffusion4j.image.Npy;
import io.github.diffusion4j.model.ContextSpec;
import io.github.diffusion4j.model.ContextTensor;
import io.github.diffusion4j.model.ContextVector;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * Contexts as arguments: labels with weights, plain values or rows of an array, the number of a
 * class, or for models that have none of these a prompt.
 */
final class Contexts {
  private static final Pattern NUMBER =
      Pattern.compile("[-+]?(\\d+\\.?\\d*|\\.\\d+)([eE][-+]?\\d+)?");

  private static final Pattern CLASS = Pattern.compile("\\d{1,9}");

  private final ContextSpec labels;
  private final Function<String, ContextVector> prompt;

  private Contexts(ContextSpec labels, Function<String, ContextVector> prompt) {
    this.labels = labels;
    this.prompt = prompt;
  }

  /** What to show, in the order asked for; without an argument, nothing in particular. */
  static List<ContextVector> of(List<String> arguments, DiffusionPipeline pipeline) {
    if (arguments.isEmpty()) {
      return List.of(ContextVector.unconditional());
    }
    Contexts contexts = of(pipeline);
    return arguments.stream().flatMap(argument -> contexts.of(argument).stream()).toList();
  }

  /** One context of a model, and no more. */
  static ContextVector one(String argument, DiffusionPipeline pipeline) {
    return of(pipeline).one(argument);
  }

  /** One context of labels, and no more. */
  static ContextVector one(String argument, ContextSpec labels) {
    return new Contexts(labels, text -> ContextVector.unconditional()).one(argument);
  }

  private static Contexts of(DiffusionPipeline pipeline) {
    return new Contexts(pipeline.card().context(), pipeline::prompt);
  }

  private ContextVector one(String argument) {
    List<ContextVector> contexts = of(argument);
    if (contexts.size() != 1) {
      throw new IllegalArgumentException(
          "%s has %d contexts: one is wanted here".formatted(argument, contexts.size()));
    }
    return contexts.get(0);
  }

  private List<ContextVector> of(String argument) {
    if (argument.isBlank()) {
      return List.of(ContextVector.unconditional());
    }
    if (labels.has(ContextSpec.CLASS)) {
      return List.of(labels.check(oneClass(argument.strip())));
    }
    if (!labels.isEmpty() && labels.size() == 0) {
      return List.of(prompt.apply(argument));
    }
    if (argument.startsWith("@")) {
      return rows(Path.of(argument.substring(1)));
    }
    List<String> parts = Arrays.stream(argument.split(",", -1)).map(String::strip).toList();
    return List.of(labels.check(areValues(parts) ? values(parts) : weighted(parts)));
  }

  /** A label, which may have commas, or the number of a class. */
  private ContextVector oneClass(String argument) {
    if (CLASS.matcher(argument).matches() && !labels.labels().contains(argument)) {
      return ContextVector.of(ContextSpec.CLASS, ContextTensor.index(Integer.parseInt(argument)));
    }
    if (labels.labels().isEmpty()) {
      throw new IllegalArgumentException(
          "context %s: this model takes the number of a class, such as 207".formatted(argument));
    }
    return labels.context(argument);
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
          "%s has shape %s: contexts of this model are [n, %d], a row per sample"
              .formatted(file, dimensions, labels.size()));
    }
    List<ContextVector> rows = new ArrayList<>();
    for (int from = 0; from < array.size(); from += width) {
      rows.add(ContextVector.of(array.floats(from, width)));
    }
    return rows;
  }
}
