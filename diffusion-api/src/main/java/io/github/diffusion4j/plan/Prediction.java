package io.github.diffusion4j.plan;

import io.github.diffusion4j.schedule.Level;

/**
 * What the network says at one evaluation, as symbols for a formula.
 *
 * @param x0 the clean sample, after thresholding
 * @param epsilon the noise
 * @param level where it was evaluated
 */
public record Prediction(LinearForm x0, LinearForm epsilon, Level level) {}
