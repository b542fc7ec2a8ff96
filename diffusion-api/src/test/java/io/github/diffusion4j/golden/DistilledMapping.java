package io.github.diffusion4j.golden;

import io.github.diffusion4j.plan.Interval;
import io.github.diffusion4j.plan.Sampler;
import io.github.diffusion4j.plan.Thresholding;
import io.github.diffusion4j.sampler.Samplers;
import io.github.diffusion4j.schedule.Level;
import io.github.diffusion4j.schedule.NoiseSchedule;
import java.util.ArrayList;
import java.util.List;

/** LCM and TCD. LCM ends at the clean sample, TCD at timestep 0. */
final class DistilledMapping {
  private DistilledMapping() {}

  static Mapping lcm(Config config) {
    NoiseSchedule schedule = config.schedule();
    List<Interval> intervals = new ArrayList<>();
    for (DistilledStep step : DistilledStep.lcm(config)) {
      Level to = step.draws() ? Timestep.of(schedule, step.next()) : schedule.level(0);
      intervals.add(new Interval(Timestep.of(schedule, step.time()), to));
    }
    return mapping(
        config, Samplers.lcm(config.number("timestep_scaling")), intervals, config.shaping());
  }

  static Mapping tcd(Config config) {
    NoiseSchedule schedule = config.schedule();
    List<Interval> intervals = new ArrayList<>();
    for (DistilledStep step : DistilledStep.tcd(config)) {
      Level from = Timestep.of(schedule, step.time());
      Level below = Timestep.of(schedule, step.lands());
      intervals.add(
          step.draws()
              ? new Interval(from, Timestep.of(schedule, step.next()), List.of(below))
              : new Interval(from, below));
    }
    return mapping(
        config, Samplers.tcd(config.stepArgument("eta", 0.3)), intervals, Thresholding.none());
  }

  private static Mapping mapping(
      Config config, Sampler sampler, List<Interval> intervals, Thresholding shaping) {
    NoiseSchedule schedule = config.schedule();
    return new Mapping(
            Route.of(sampler, intervals),
            config.parameterization(),
            Network.formula(config.modelT()),
            t -> Timestep.of(schedule, t))
        .withShaping(shaping);
  }
}
