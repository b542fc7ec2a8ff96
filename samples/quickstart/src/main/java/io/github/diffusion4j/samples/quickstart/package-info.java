/** The first program to read. */
@NullMarked
package io.github.diffusion4j.samples.quickstart;

import org.jspecify.annotations.NullMarked;
