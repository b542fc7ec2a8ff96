/**
 * Measures how good images are: {@link io.github.diffusion4j.train.evaluate.Evaluator} compares
 * them with those that were trained on and those that were held out.
 */
@NullMarked
package io.github.diffusion4j.train.evaluate;

import org.jspecify.annotations.NullMarked;
