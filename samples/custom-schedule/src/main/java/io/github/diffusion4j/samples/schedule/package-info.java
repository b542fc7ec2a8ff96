/** A noise schedule of one's own. */
@NullMarked
package io.github.diffusion4j.samples.schedule;

import org.jspecify.annotations.NullMarked;
