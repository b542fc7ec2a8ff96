/**
 * Diffusion models on the JVM: load a model, say what you want, get pictures.
 *
 * <p>Start at {@link io.github.diffusion4j.DiffusionPipeline}.
 */
@NullMarked
package io.github.diffusion4j;

import org.jspecify.annotations.NullMarked;
