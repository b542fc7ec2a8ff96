/**
 * Networks that features are taken from to measure how good images are: {@link
 * io.github.diffusion4j.train.features.FeatureTraining} trains one, {@link
 * io.github.diffusion4j.train.features.FeatureNetwork} runs it.
 */
@NullMarked
package io.github.diffusion4j.train.features;

import org.jspecify.annotations.NullMarked;
