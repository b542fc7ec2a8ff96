/** What a student learns from: the ends of its teacher's trajectories, computed once and kept. */
@NullMarked
package io.github.diffusion4j.train.distill;

import org.jspecify.annotations.NullMarked;
