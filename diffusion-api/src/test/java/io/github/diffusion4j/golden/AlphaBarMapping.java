package io.github.diffusion4j.golden;

import io.github.diffusion4j.plan.Interval;
import io.github.diffusion4j.sampler.DdpmVariance;
import io.github.diffusion4j.sampler.Samplers;
import io.github.diffusion4j.schedule.Level;
import io.github.diffusion4j.schedule.NoiseSchedule;
import java.util.ArrayList;
import java.util.List;

/**
 * The schedulers that read alpha-bar at whole timesteps. DDIM goes to t - T // N, not to the next
 * of its timesteps.
 */
final class AlphaBarMapping {
  private AlphaBarMapping() {}

  static Mapping ddim(Config config) {
    NoiseSchedule schedule = config.schedule();
    int stride = config.trainingSteps() / config.inferenceSteps();
    List<Interval> grid = new ArrayList<>();
    for (double t : config.timesteps()) {
      Level to = t - stride >= 0 ? Timestep.of(schedule, t - stride) : clean(config);
      grid.add(new Interval(Timestep.of(schedule, t), to));
    }
    return mapping(Route.of(Samplers.ddim(config.eta()), grid), config);
  }

  static Mapping ddimInverse(Config config) {
    NoiseSchedule schedule = config.schedule();
    int stride = config.trainingSteps() / config.inferenceSteps();
    List<Interval> grid = new ArrayList<>();
    for (double t : config.timesteps()) {
      double before = Math.min(t - stride, config.trainingSteps() - 1);
      Level to = Timestep.of(schedule, t);
      Level from = before >= 0 ? Timestep.of(schedule, before) : clean(config);
      grid.add(0, new Interval(from.withTime(to.time()), to));
    }
    return mapping(Route.of(Samplers.ddimInverse(), grid), config);
  }

  /** The level after the last step: no noise, or that of the first training step. */
  private static Level clean(Config config) {
    return config.schedule().level(config.is("set_alpha_to_one") ? 0 : 1).withTime(0);
  }

  static Mapping ddpm(Config config) {
    NoiseSchedule schedule = config.schedule();
    double[] timesteps = config.timesteps();
    List<Interval> grid = new ArrayList<>();
    for (int i = 0; i < timesteps.length; i++) {
      double next = i + 1 < timesteps.length ? timesteps[i + 1] : -1;
      Level to = Timestep.of(schedule, next);
      // The reference adds noise in every step that does not start at t = 0, the last one too.
      boolean noisyEnd = next < 0 && timesteps[i] > 0;
      grid.add(new Interval(Timestep.of(schedule, timesteps[i]), noisyEnd ? to.withTime(1) : to));
    }
    DdpmVariance variance = variance(config);
    Mapping mapping = mapping(Route.of(Samplers.ddpm(variance), grid), config);
    return variance == DdpmVariance.LEARNED_RANGE
        ? mapping.withNetwork(mapping.network().withVariance())
        : mapping;
  }

  private static DdpmVariance variance(Config config) {
    return switch (config.text("variance_type")) {
      case "fixed_small", "fixed_small_log" -> DdpmVariance.BETA_TILDE;
      case "fixed_large" -> DdpmVariance.BETA;
      case "learned_range" -> DdpmVariance.LEARNED_RANGE;
      default -> throw new IllegalArgumentException(config.text("variance_type"));
    };
  }

  private static Mapping mapping(Route route, Config config) {
    NoiseSchedule schedule = config.schedule();
    return new Mapping(
            route,
            config.parameterization(),
            Network.formula(config.modelT()),
            t -> Timestep.of(schedule, t))
        .withShaping(config.shaping());
  }
}
