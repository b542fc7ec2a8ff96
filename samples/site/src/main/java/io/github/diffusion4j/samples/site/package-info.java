/** Makes a static site of the repository's own pages. */
@NullMarked
package io.github.diffusion4j.samples.site;

import org.jspecify.annotations.NullMarked;
