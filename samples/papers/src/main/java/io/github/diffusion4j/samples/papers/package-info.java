/** The papers on diffusion models, each as a program. */
@NullMarked
package io.github.diffusion4j.samples.papers;

import org.jspecify.annotations.NullMarked;
