package io.github.diffusion4j.samples.gpt;

/** Who decided a step. */
public enum Decider {
  /** Rules and sentence embeddings. */
  BUILT_IN("built-in"),
  /** The language model. */
  LANGUAGE_MODEL("language model");

  private final String words;

  Decider(String words) {
    this.words = words;
  }

  @Override
  public String toString() {
    return words;
  }
}
