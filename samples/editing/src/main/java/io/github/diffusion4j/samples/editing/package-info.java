/** What people do with images: change them, paint in them, go between them. */
@NullMarked
package io.github.diffusion4j.samples.editing;

import org.jspecify.annotations.NullMarked;
