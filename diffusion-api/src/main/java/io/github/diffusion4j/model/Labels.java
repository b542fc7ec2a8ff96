package io.github.diffusion4j.model;

import com.google.common.collect.ImmutableMap;
import io.github.diffusion4j.names.Names;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The names of a model's context values, in their order.
 *
 * <p>Immutable and thread-safe.
 *
 * @param size number of context values, at least 0
 * @param names one per value, none blank, all different, blanks around them not counted; or none,
 *     for a model whose values have no names
 */
public record Labels(int size, List<String> names) {

  /**
   * Checks and copies the names.
   *
   * @param size number of context values, at least 0
   * @param names one a value, all different
   * @throws IllegalArgumentException if size is negative, or there are names but not one a value,
   *     or one is blank, or two are equal but for blanks around them
   */
  public Labels {
    names = List.copyOf(names);
    if (size < 0 || !(names.isEmpty() || names.size() == size)) {
      throw new IllegalArgumentException(
          "%d labels for a context of %d values: give one a value, or none"
              .formatted(names.size(), size));
    }
    Set<String> different = new HashSet<>();
    for (String name : names) {
      String trimmed = LabelText.trimmed(name);
      if (trimmed.isEmpty()) {
        throw new IllegalArgumentException(
            "labels " + names + ": one is blank; give every label a name");
      }
      if (!different.add(trimmed)) {
        throw new IllegalArgumentException(
            "labels %s: '%s' may stand only once, blanks around it not counted"
                .formatted(names, trimmed));
      }
    }
  }

  /**
   * Labels with a name each.
   *
   * @param names all different
   * @return labels of that many values
   * @throws IllegalArgumentException if a name is blank, or two are equal but for blanks around
   *     them
   */
  public static Labels of(List<String> names) {
    return new Labels(names.size(), names);
  }

  /**
   * Labels as a model card writes them.
   *
   * @param text the names with commas between them, blanks around them cut off; a backslash stands
   *     before a comma or backslash of a name, or before {@code u} and the four hexadecimal digits
   *     of any character. A blank text has no names
   * @return the labels
   * @throws IllegalArgumentException if a name is blank or stands twice, or a backslash stands
   *     before anything else
   */
  public static Labels parse(String text) {
    return of(LabelText.names(text));
  }

  /**
   * The names as a model card writes them; {@link #parse} reads them back.
   *
   * @return the text; empty where there are no names
   */
  public String toText() {
    return LabelText.of(names);
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
      throw new IllegalArgumentException(
          "label '" + label + "': this model has " + described() + Names.didYouMean(label, names));
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
