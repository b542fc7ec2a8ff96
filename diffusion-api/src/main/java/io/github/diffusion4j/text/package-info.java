/** Reading keys and values; not exported. */
@NullMarked
package io.github.diffusion4j.text;

import org.jspecify.annotations.NullMarked;
