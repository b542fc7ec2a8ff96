/** Draws the catalogue of samplers. */
@NullMarked
package io.github.diffusion4j.samples.catalogue;

import org.jspecify.annotations.NullMarked;
