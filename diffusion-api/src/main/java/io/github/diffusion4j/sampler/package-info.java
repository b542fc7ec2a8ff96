/**
 * Samplers as data: a formula for one interval, compiled into a plan of coefficients that one loop
 * runs.
 */
@NullMarked
package io.github.diffusion4j.sampler;

import org.jspecify.annotations.NullMarked;
