/** The text encoder of the samples. */
@NullMarked
package io.github.diffusion4j.samples.minilm;

import org.jspecify.annotations.NullMarked;
