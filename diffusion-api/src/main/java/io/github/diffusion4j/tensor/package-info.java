/**
 * Numbers: shapes, float32 latents and the kernel that mixes them, and Gaussian noise that is the
 * same on every machine.
 */
@NullMarked
package io.github.diffusion4j.tensor;

import org.jspecify.annotations.NullMarked;
