package io.github.diffusion4j.samples.gpt;

import java.util.List;

/**
 * A level of the tree as it was searched.
 *
 * @param what the branches differ in, such as {@code subject}
 * @param options the branches
 * @param choice the name of the one that was taken
 * @param by who chose
 */
public record TreeLevel(String what, List<Option> options, String choice, Decider by) {

  /**
   * A branch.
   *
   * @param name of the branch
   * @param match how near the prompt it is, by sentence embeddings
   */
  public record Option(String name, double match) {}

  /** The branch that was taken. */
  Option option() {
    return options.stream().filter(o -> o.name().equals(choice)).findFirst().orElseThrow();
  }
}
