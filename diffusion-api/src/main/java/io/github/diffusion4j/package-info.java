/**
 * Diffusion models on the JVM: load a model, say what you want, get images.
 *
 * <p>Start at {@link io.github.diffusion4j.DiffusionPipeline}.
 */
@NullMarked
package io.github.diffusion4j;

import org.jspecify.annotations.NullMarked;
