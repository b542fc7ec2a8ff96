package io.github.diffusion4j.train.learn;

import io.github.diffusion4j.train.recipe.Optimization;

/**
 * Linear warm-up, a plateau, and a linear cool-down to zero over the last part of the run ("Scaling
 * Laws and Compute-Optimal Training Beyond Fixed Training Durations", 2405.18392).
 *
 * <p>Unlike a cosine it does not look at the length of the run until the cool-down begins, so a run
 * may be prolonged at any time without a step having been taken at a wrong rate.
 */
final class LearningRate {
  private final Optimization settings;

  LearningRate(Optimization settings) {
    this.settings = settings;
  }

  /** The rate of a step, counted from 0. */
  double at(long step) {
    double warmup = (step + 1.0) / Math.max(1, settings.warmup());
    double left = settings.steps() - step;
    double cooldown = left / Math.max(1, settings.cooldown() * settings.steps());
    return settings.learningRate() * Math.max(0, Math.min(1, Math.min(warmup, cooldown)));
  }
}
