/**
 * The laws of schedules, spacings and samplers as jqwik properties. Implement one of the interfaces
 * in a test of your own and its properties run on what you give it.
 */
@NullMarked
package io.github.diffusion4j.laws;

import org.jspecify.annotations.NullMarked;
