package io.github.diffusion4j.golden;

import io.github.diffusion4j.sampler.Interval;
import io.github.diffusion4j.sampler.Sampler;

/**
 * An interval of the reference and the sampler that walks it.
 *
 * @param interval need not chain with its neighbours
 * @param sampler of this interval alone
 */
record Leg(Interval interval, Sampler sampler) {}
