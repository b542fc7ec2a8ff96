package io.github.diffusion4j.scheduler;

import io.github.diffusion4j.plan.Interval;
import io.github.diffusion4j.plan.Sampler;
import java.util.List;

/**
 * An interval and the sampler that walks it.
 *
 * @param interval need not begin where the one before ends
 * @param sampler of this interval alone
 */
record Leg(Interval interval, Sampler sampler) {

  static List<Leg> of(Sampler sampler, List<Interval> intervals) {
    return intervals.stream().map(interval -> new Leg(interval, sampler)).toList();
  }
}
