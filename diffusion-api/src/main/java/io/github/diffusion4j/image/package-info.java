/**
 * Images of samples in true colours (PNG, film strip, animated GIF) and NumPy arrays. Nothing here
 * starts a window toolkit or changes a setting of the host's ImageIO.
 */
@NullMarked
package io.github.diffusion4j.image;

import org.jspecify.annotations.NullMarked;
