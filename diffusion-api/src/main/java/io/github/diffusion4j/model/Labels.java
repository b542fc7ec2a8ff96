package io.github.diffusion4j.model;

import com.google.common.collect.ImmutableMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;

/**
 * The names of a model's context values, in their order.
 *
 * <p>Immutable and thread-safe.
 *
 * @param size number of context values, at least 0
 * @param names one a value, all different; or none, for a model whose values have no names
 */
public record Labels(int size, List<String> names) {

  /**
   * Checks and copies the names.
   *
   * @param size number of context values, at least 0
   * @param names one a value, all different
   * @throws IllegalArgumentException if size is negative, or there are names but not one a value,
   *     or one stands twice
   */
  public Labels {
    names = List.copyOf(names);
    if (size < 0 || !(names.isEmpty() || names.size() == size)) {
      throw new IllegalArgumentException(
          "%d labels for a context of %d values: give one a value, or none"
              .formatted(names.size(), size));
    }
    if (new HashSet<>(names).size() != names.size()) {
      throw new IllegalArgumentException("labels " + names + ": each may stand only once");
    }
  }

  /**
   * Labels with a name each.
   *
   * @param names all different
   * @return labels of that many values
   * @throws IllegalArgumentException if a name stands twice
   */
  public static Labels of(List<String> names) {
    return new Labels(names.size(), names);
  }

  /**
   * Asks for some labels.
   *
   * @param labels names, each with weight 1; none asks for nothing in particular
   * @return the context; unconditional without labels
   * @throws IllegalArgumentException if there is no such label; the message names those there are
   */
  public ContextVector context(String... labels) {
    ImmutableMap.Builder<String, Double> weights = ImmutableMap.builder();
    List.of(labels).forEach(label -> weights.put(label, 1.0));
    return context(weights.buildKeepingLast());
  }

  /**
   * Asks for labels by weight.
   *
   * @param weights from label to weight, usually in [0, 1]
   * @return the context; unconditional if all weights are 0
   * @throws IllegalArgumentException if there is no such label, or a weight is not finite
   */
  public ContextVector context(Map<String, Double> weights) {
    float[] values = new float[size];
    weights.forEach((label, weight) -> values[index(label)] = weight.floatValue());
    return ContextVector.ofWeights(values);
  }

  /**
   * Checks that a context fits this model.
   *
   * @param context of any size
   * @return the same context
   * @throws IllegalArgumentException if its size is another
   */
  public ContextVector check(ContextVector context) {
    if (context.size() != size) {
      throw new IllegalArgumentException(
          "a context of %d values: this model takes %d, %s"
              .formatted(context.size(), size, described()));
    }
    return context;
  }

  private int index(String label) {
    int index = names.indexOf(label);
    if (index < 0) {
      throw new IllegalArgumentException("label '" + label + "': this model has " + described());
    }
    return index;
  }

  private String described() {
    if (size == 0) {
      return "no context, it is unconditional";
    }
    return names.isEmpty() ? "values without names" : "the labels " + names;
  }
}
