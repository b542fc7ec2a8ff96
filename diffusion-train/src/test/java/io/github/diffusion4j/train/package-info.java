/** The trainer keeps its promises: correct noise, exact resume, flat memory, falling loss. */
@NullMarked
package io.github.diffusion4j.train;

import org.jspecify.annotations.NullMarked;
