/**
 * What follows from the score of any denoiser: the probability-flow ODE with codes and likelihoods,
 * the variational bound, guidance by gradients, and one network in the terms of another.
 */
@NullMarked
package io.github.diffusion4j.score;

import org.jspecify.annotations.NullMarked;
