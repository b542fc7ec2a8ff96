package io.github.diffusion4j.samples.gpt;

import java.util.List;

/**
 * A model and what it is good for.
 *
 * @param name by which it is chosen
 * @param subjects tags of what it draws, the first of which is its branch in the tree
 * @param styles tags of how it draws, each a leaf; the first where a prompt tells none
 * @param examples prompts that it draws well
 * @param trigger words that a prompt for it must have, such as the token of a subject that it was
 *     tuned on; empty for none
 * @param place where the model is
 */
public record Expert(
    String name,
    List<String> subjects,
    List<String> styles,
    List<String> examples,
    String trigger,
    ModelPlace place) {

  /** Checks the name and the tags. */
  public Expert {
    subjects = List.copyOf(subjects);
    styles = List.copyOf(styles);
    examples = List.copyOf(examples);
    if (name.isBlank() || subjects.isEmpty() || styles.isEmpty()) {
      throw new IllegalArgumentException(
          "expert '%s' with subjects %s and styles %s: give it a name and one of each at least"
              .formatted(name, subjects, styles));
    }
  }
}
