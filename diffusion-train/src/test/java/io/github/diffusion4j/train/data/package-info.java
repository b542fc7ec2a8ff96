/** Data sets read what is there and say what is not. */
@NullMarked
package io.github.diffusion4j.train.data;

import org.jspecify.annotations.NullMarked;
