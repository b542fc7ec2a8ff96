/** Sixteen threads do all they may, for long, and nothing may go wrong. */
@NullMarked
package io.github.diffusion4j.samples.soak;

import org.jspecify.annotations.NullMarked;
