package io.github.diffusion4j.samples.gpt;

import io.github.diffusion4j.Samples;

/**
 * What was drawn.
 *
 * @param answer which model drew it, and why
 * @param extended what the model was asked
 * @param samples what the model made
 */
public record Drawing(Answer answer, ExtendedPrompt extended, Samples samples) {

  /** The answer, and what the model was asked. */
  @Override
  public String toString() {
    return AnswerText.of(this);
  }
}
