/** Settings and properties files. */
@NullMarked
package io.github.diffusion4j.train.io;

import org.jspecify.annotations.NullMarked;
