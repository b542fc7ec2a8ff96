/** Images in applications written against Spring AI. */
@NullMarked
package io.github.diffusion4j.samples.springai;

import org.jspecify.annotations.NullMarked;
