package io.github.diffusion4j.scheduler;

import io.github.diffusion4j.plan.Interval;
import io.github.diffusion4j.plan.Sampler;
import io.github.diffusion4j.plan.Thresholding;
import io.github.diffusion4j.sampler.Samplers;
import io.github.diffusion4j.schedule.Level;
import io.github.diffusion4j.schedule.NoiseSchedule;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;

/**
 * The samplers of distilled networks: LCM (2310.04378), which ends at the clean sample, and TCD
 * (2402.19159), which ends at timestep 0.
 */
final class DistilledMapping {
  private final Settings s;
  private final NoiseSchedule schedule;
  private final DistilledTimes times;

  private DistilledMapping(Settings s) {
    this.s = s;
    schedule = Tables.schedule(s);
    times = DistilledTimes.of(s);
    TimestepSpacing.of(s);
  }

  static Mapping lcm(Settings s) {
    DistilledMapping m = new DistilledMapping(s);
    return m.mapping(
        Samplers.lcm(s.numberAbove(0, "timestep_scaling")), Tables.thresholding(s), m::lcm);
  }

  /** The last step draws nothing; where strength cuts a list, it does, and stays in place. */
  private List<Interval> lcm(int steps) {
    int[] visited = times.of(steps);
    List<Interval> intervals = new ArrayList<>();
    for (int i = 0; i < visited.length; i++) {
      int next = i + 1 < visited.length ? visited[i + 1] : visited[i];
      intervals.add(
          new Interval(level(visited[i]), i == steps - 1 ? schedule.level(0) : level(next)));
    }
    return intervals;
  }

  static Mapping tcd(Settings s) {
    DistilledMapping m = new DistilledMapping(s);
    double gamma = s.askedShare("eta", 0.3);
    return m.mapping(Samplers.tcd(gamma), Thresholding.none(), steps -> m.tcd(steps, gamma));
  }

  private List<Interval> tcd(int steps, double gamma) {
    int[] visited = times.of(steps);
    List<Interval> intervals = new ArrayList<>();
    for (int i = 0; i < visited.length; i++) {
      int next = i + 1 < visited.length ? visited[i + 1] : 0;
      Level below = level((int) Math.floor((1 - gamma) * next));
      boolean draws = gamma > 0 && i != steps - 1;
      intervals.add(
          draws
              ? new Interval(level(visited[i]), level(next), List.of(below))
              : new Interval(level(visited[i]), below));
    }
    return intervals;
  }

  private Level level(int timestep) {
    return schedule.level(timestep + 1);
  }

  private Mapping mapping(
      Sampler sampler, Thresholding thresholding, IntFunction<List<Interval>> intervals) {
    return Mapping.discrete(
        schedule,
        Tables.parameterization(s),
        thresholding,
        (steps, skipped) ->
            new Mapping.Route(Leg.of(sampler, intervals.apply(steps)), 1).without(skipped));
  }
}
