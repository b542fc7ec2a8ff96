package io.github.diffusion4j.samples.gpt;

import io.github.diffusion4j.Samples;
import java.util.List;

/**
 * What was drawn.
 *
 * @param answer which model drew it, and why
 * @param wish what the model was asked
 * @param by who put the subject into the words of the model
 * @param fallbacks replies of the language model to that which were not used, with reasons
 * @param samples what the model made
 */
public record Drawing(
    Answer answer, Wish wish, Decider by, List<String> fallbacks, Samples samples) {
  /** The answer, and what the model was asked. */
  @Override
  public String toString() {
    return AnswerText.of(this);
  }
}
