/**
 * DiffusionGPT (2401.10061): a prompt finds its model. {@link
 * io.github.diffusion4j.samples.gpt.DiffusionGpt} is where to begin.
 */
@NullMarked
package io.github.diffusion4j.samples.gpt;

import org.jspecify.annotations.NullMarked;
