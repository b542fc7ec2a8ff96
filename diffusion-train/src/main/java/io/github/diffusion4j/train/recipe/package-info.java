/**
 * The configuration of a training: what is learned, how, and how often progress is kept. {@link
 * io.github.diffusion4j.train.recipe.TrainingConfig} holds all of it.
 */
@NullMarked
package io.github.diffusion4j.train.recipe;

import org.jspecify.annotations.NullMarked;
