package io.github.diffusion4j.train.learn;

import io.github.diffusion4j.model.Parameterization;
import io.github.diffusion4j.schedule.Level;
import io.github.diffusion4j.train.recipe.Objective;

/**
 * What a network is to predict at one level: a combination of the clean image and the noise.
 *
 * @param x0 factor of the clean image
 * @param epsilon factor of the noise
 * @param weight of the squared error
 */
public record RegressionTarget(float x0, float epsilon, float weight) {

  /** The target is linear in both, so two of its values tell it. */
  public static RegressionTarget of(Objective objective, Level level) {
    Parameterization network = objective.target().parameterization();
    return new RegressionTarget(
        (float) Parameterization.target(network, 1, 0, level),
        (float) Parameterization.target(network, 0, 1, level),
        (float) objective.weighting().of(objective.target(), level));
  }

  /** The value to predict. */
  public float of(float clean, float noise) {
    return epsilon * noise + x0 * clean;
  }
}
