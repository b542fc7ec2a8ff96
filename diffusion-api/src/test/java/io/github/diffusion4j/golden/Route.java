package io.github.diffusion4j.golden;

import io.github.diffusion4j.plan.Interval;
import io.github.diffusion4j.plan.LinearForm;
import io.github.diffusion4j.plan.Recorder;
import io.github.diffusion4j.plan.Sampler;
import io.github.diffusion4j.schedule.NoiseSchedule;
import io.github.diffusion4j.schedule.Spacing;
import java.util.List;

/**
 * The way of the reference from its start to its end: its grid and the quirks of it, as explicit
 * intervals, whatever the schedule and the spacing.
 *
 * @param legs in order
 */
record Route(List<Leg> legs) implements Sampler {
  Route {
    legs = List.copyOf(legs);
  }

  /** One sampler all the way. */
  static Route of(Sampler sampler, List<Interval> intervals) {
    return new Route(intervals.stream().map(i -> new Leg(i, sampler)).toList());
  }

  List<Interval> intervals() {
    return legs.stream().map(Leg::interval).toList();
  }

  @Override
  public LinearForm step(Interval interval, Recorder tape) {
    return legs.get(tape.interval()).sampler().step(interval, tape);
  }

  @Override
  public List<Interval> intervals(NoiseSchedule schedule, Spacing spacing, int steps) {
    return intervals();
  }

  @Override
  public String toString() {
    return String.join(
        ", ", legs.stream().map(leg -> leg.sampler().toString()).distinct().toList());
  }
}
