package io.github.diffusion4j.samples.gpt;

import io.github.diffusion4j.samples.gpt.AdvantageDatabase.Rated;
import io.github.diffusion4j.samples.gpt.AdvantageDatabase.Score;
import java.util.List;
import java.util.Optional;

/**
 * What people said of experts for the prompts most like one, DiffusionGPT (2401.10061), section
 * 3.3.
 *
 * @param nearest prompts, nearest first
 */
record Feedback(List<Rated> nearest) {
  static final int LEAST_STARS = 1;
  static final int MOST_STARS = 5;

  /** As the paper takes. */
  private static final int NEAREST = 5;

  /** Prompts that are less alike say nothing. */
  private static final double LEAST_SIMILARITY = 0.5;

  static Feedback on(String prompt, Similarity similarity, Optional<AdvantageDatabase> database) {
    return new Feedback(
        database
            .map(data -> data.nearest(similarity.embedding(prompt), NEAREST))
            .orElse(List.of())
            .stream()
            .filter(rated -> rated.similarity() > LEAST_SIMILARITY)
            .toList());
  }

  /**
   * The mean of the votes as r from -1 to 1, weighted by likeness, with one vote more of r = 0: sum
   * w r / (1 + sum w). So few votes, and votes on prompts that are little alike, count little.
   */
  double advantage(Expert expert) {
    double weights = 0;
    double sum = 0;
    for (Rated rated : nearest) {
      Score score = rated.scores().get(expert.name());
      if (score != null) {
        double likeness = (rated.similarity() - LEAST_SIMILARITY) / (1 - LEAST_SIMILARITY);
        double middle = (LEAST_STARS + MOST_STARS) / 2.0;
        double mean = (double) score.stars() / score.votes();
        double weight = likeness * score.votes();
        weights += weight;
        sum += weight * (mean - middle) / (MOST_STARS - middle);
      }
    }
    return sum / (1 + weights);
  }
}
