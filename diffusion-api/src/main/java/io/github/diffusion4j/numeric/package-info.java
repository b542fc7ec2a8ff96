/** Numerical functions that several packages use. Not exported. */
@NullMarked
package io.github.diffusion4j.numeric;

import org.jspecify.annotations.NullMarked;
