package io.github.diffusion4j.samples.gpt;

import java.util.List;

/**
 * Which model draws a prompt, and how it was found.
 *
 * @param prompt as it was given
 * @param parsed its form and subject
 * @param levels of the tree, from the root
 * @param candidates the experts among which was chosen, best first; the first is the choice
 * @param ratedPrompts prompts like this one with feedback, nearest first
 * @param languageModel who answered: a sentence that also says when no language model was used
 * @param fallbacks replies of the language model that were not used, with reasons
 */
public record Answer(
    String prompt,
    ParsedPrompt parsed,
    List<TreeLevel> levels,
    List<Candidate> candidates,
    List<String> ratedPrompts,
    String languageModel,
    List<String> fallbacks) {

  /**
   * The choice.
   *
   * @return the best candidate
   */
  public Candidate choice() {
    return candidates.get(0);
  }

  /**
   * The chosen model.
   *
   * @return its expert
   */
  public Expert expert() {
    return choice().expert();
  }

  /**
   * Why it was chosen.
   *
   * @return a sentence
   */
  public String why() {
    return AnswerText.why(this);
  }

  /** All of it, a few lines long. */
  @Override
  public String toString() {
    return AnswerText.of(this);
  }
}
