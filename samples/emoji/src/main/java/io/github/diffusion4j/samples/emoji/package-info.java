/** The images with captions that emoji64 is trained on, rendered from archives of vector icons. */
@NullMarked
package io.github.diffusion4j.samples.emoji;

import org.jspecify.annotations.NullMarked;
