package io.github.diffusion4j.samples.gpt;

/**
 * An expert that may draw a prompt.
 *
 * @param expert the model
 * @param style the style of its that fits best
 * @param match how near the prompt it is, by the search of the tree
 * @param advantage what people said of it for prompts like this, from -1 to 1; 0 without feedback
 */
public record Candidate(Expert expert, String style, double match, double advantage) {
  /** As much feedback as there can be outweighs a cosine of 1; one vote for, half of that. */
  private static final double FEEDBACK = 1;

  /**
   * What decides.
   *
   * @return match and feedback together
   */
  public double score() {
    return match + FEEDBACK * advantage;
  }

  Candidate withMatch(double newMatch) {
    return new Candidate(expert, style, newMatch, advantage);
  }

  Candidate withAdvantage(double newAdvantage) {
    return new Candidate(expert, style, match, newAdvantage);
  }
}
