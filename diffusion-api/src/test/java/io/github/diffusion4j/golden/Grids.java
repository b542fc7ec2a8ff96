package io.github.diffusion4j.golden;

import io.github.diffusion4j.sampler.DdpmVariance;
import io.github.diffusion4j.sampler.Interval;
import io.github.diffusion4j.sampler.Mix;
import io.github.diffusion4j.sampler.Sampler;
import io.github.diffusion4j.sampler.Samplers;
import io.github.diffusion4j.sampler.Tape;
import io.github.diffusion4j.schedule.Level;
import io.github.diffusion4j.schedule.NoiseSchedule;
import io.github.diffusion4j.schedule.Spacing;
import java.util.ArrayList;
import java.util.List;

/**
 * A sampler of this library on the grid of the reference. The quirks of that grid live here, as
 * explicit intervals: DDIM goes to t - T // N, not to the next of its timesteps.
 */
record Grids(Sampler sampler, List<Interval> grid) implements Sampler {

  static Grids of(String scheduler, Config config) {
    return switch (scheduler) {
      case "DDIMScheduler" -> new Grids(Samplers.ddim(config.eta()), ddim(config));
      case "DDIMInverseScheduler" -> new Grids(Samplers.ddimInverse(), ddimInverse(config));
      case "DDPMScheduler" -> new Grids(Samplers.ddpm(variance(config)), ddpm(config));
      default -> throw new IllegalArgumentException("no plan for " + scheduler + " yet");
    };
  }

  private static List<Interval> ddim(Config config) {
    NoiseSchedule schedule = config.schedule();
    int stride = config.trainingSteps() / config.inferenceSteps();
    List<Interval> grid = new ArrayList<>();
    for (double t : config.timesteps()) {
      Level to = t - stride >= 0 ? schedule.level(t - stride + 1) : clean(config, schedule);
      grid.add(new Interval(schedule.level(t + 1), to));
    }
    return grid;
  }

  private static List<Interval> ddimInverse(Config config) {
    NoiseSchedule schedule = config.schedule();
    int stride = config.trainingSteps() / config.inferenceSteps();
    List<Interval> grid = new ArrayList<>();
    for (double t : config.timesteps()) {
      double before = Math.min(t - stride, config.trainingSteps() - 1);
      Level from = before >= 0 ? schedule.level(before + 1) : clean(config, schedule);
      grid.add(0, new Interval(from.withTime(t + 1), schedule.level(t + 1)));
    }
    return grid;
  }

  /** The level after the last step: no noise, or that of the first training step. */
  private static Level clean(Config config, NoiseSchedule schedule) {
    return schedule.level(config.is("set_alpha_to_one") ? 0 : 1).withTime(0);
  }

  private static List<Interval> ddpm(Config config) {
    NoiseSchedule schedule = config.schedule();
    double[] timesteps = config.timesteps();
    List<Interval> grid = new ArrayList<>();
    for (int i = 0; i < timesteps.length; i++) {
      double next = i + 1 < timesteps.length ? timesteps[i + 1] : -1;
      Level to = schedule.level(next + 1);
      // The reference adds noise in every step that does not start at t = 0, the last one too.
      boolean noisyEnd = next < 0 && timesteps[i] > 0;
      grid.add(new Interval(schedule.level(timesteps[i] + 1), noisyEnd ? to.withTime(1) : to));
    }
    return grid;
  }

  private static DdpmVariance variance(Config config) {
    return switch (config.text("variance_type")) {
      case "fixed_small", "fixed_small_log" -> DdpmVariance.BETA_TILDE;
      case "fixed_large" -> DdpmVariance.BETA;
      case "learned_range" -> DdpmVariance.LEARNED_RANGE;
      default -> throw new IllegalArgumentException(config.text("variance_type"));
    };
  }

  @Override
  public Mix step(Interval interval, Tape tape) {
    return sampler.step(interval, tape);
  }

  @Override
  public List<Interval> intervals(NoiseSchedule schedule, Spacing spacing, int steps) {
    return grid;
  }

  @Override
  public String toString() {
    return sampler.toString();
  }
}
