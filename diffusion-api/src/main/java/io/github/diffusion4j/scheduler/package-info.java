/**
 * Scheduler configurations of other libraries: what a {@code scheduler_config.json} says, as
 * schedule, parameterization and sampler.
 */
@NullMarked
package io.github.diffusion4j.scheduler;

import org.jspecify.annotations.NullMarked;
