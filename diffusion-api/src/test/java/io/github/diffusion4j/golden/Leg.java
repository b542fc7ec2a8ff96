package io.github.diffusion4j.golden;

import io.github.diffusion4j.plan.Interval;
import io.github.diffusion4j.plan.Sampler;

/**
 * An interval of the reference and the sampler that walks it.
 *
 * @param interval need not chain with its neighbours
 * @param sampler of this interval alone
 */
record Leg(Interval interval, Sampler sampler) {}
