/** Replays trajectories of another library through the plans. */
@NullMarked
package io.github.diffusion4j.golden;

import org.jspecify.annotations.NullMarked;
