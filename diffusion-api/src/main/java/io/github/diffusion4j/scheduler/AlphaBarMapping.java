package io.github.diffusion4j.scheduler;

import io.github.diffusion4j.model.ModelCard;
import io.github.diffusion4j.plan.Interval;
import io.github.diffusion4j.plan.Sampler;
import io.github.diffusion4j.plan.Thresholding;
import io.github.diffusion4j.sampler.DdpmVariance;
import io.github.diffusion4j.sampler.Samplers;
import io.github.diffusion4j.schedule.Level;
import io.github.diffusion4j.schedule.NoiseSchedule;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;

/**
 * DDIM (2010.02502) and DDPM (2006.11239), which read alpha-bar at whole timesteps. DDIM goes to t
 * - T // n, which need not be the next of its timesteps.
 */
final class AlphaBarMapping {
  private final Settings s;
  private final NoiseSchedule schedule;

  private AlphaBarMapping(Settings s) {
    this.s = s;
    schedule = Tables.schedule(s);
    TimestepSpacing.of(s);
  }

  static Mapping ddim(Settings s) {
    AlphaBarMapping m = new AlphaBarMapping(s);
    Thresholding thresholding = Tables.thresholding(s);
    return m.mapping(
        Samplers.ddim(s.askedShare("eta", 0)),
        s.asksFor("use_clipped_model_output") ? thresholding : thresholding.keepingRawEpsilon(),
        m::ddim);
  }

  private List<Interval> ddim(int steps) {
    int stride = s.trainingSteps() / steps;
    List<Interval> intervals = new ArrayList<>();
    for (double t : TimestepSpacing.whole(s, steps)) {
      intervals.add(new Interval(level(t), t - stride >= 0 ? level(t - stride) : clean()));
    }
    return intervals;
  }

  static Mapping ddimInverse(Settings s) {
    if (TimestepSpacing.of(s) == TimestepSpacing.LINSPACE) {
      throw s.refusal("timestep_spacing", "it is leading or trailing in the inverse of DDIM");
    }
    AlphaBarMapping m = new AlphaBarMapping(s);
    return m.mapping(
        Samplers.ddimInverse(), Tables.thresholding(s).keepingRawEpsilon(), m::ddimInverse);
  }

  /** From the clean end; the network is given the timestep that is reached. */
  private List<Interval> ddimInverse(int steps) {
    int stride = s.trainingSteps() / steps;
    List<Interval> intervals = new ArrayList<>();
    for (double t : TimestepSpacing.whole(s, steps)) {
      double before = Math.min(t - stride, s.trainingSteps() - 1);
      Level to = level(t);
      Level from = before >= 0 ? level(before) : clean();
      intervals.add(0, new Interval(from.withTime(to.time()), to));
    }
    return intervals;
  }

  static Mapping ddpm(Settings s) {
    DdpmVariance variance = variance(s);
    AlphaBarMapping m = new AlphaBarMapping(s);
    return m.mapping(Samplers.ddpm(variance), Tables.thresholding(s).keepingRawEpsilon(), m::ddpm)
        .withVariance(
            variance == DdpmVariance.LEARNED_RANGE
                ? ModelCard.Variance.LEARNED_RANGE
                : ModelCard.Variance.FIXED);
  }

  private List<Interval> ddpm(int steps) {
    double[] times =
        s.asks("timesteps") ? Given.timesteps(s, steps) : TimestepSpacing.whole(s, steps);
    List<Interval> intervals = new ArrayList<>();
    for (int i = 0; i < times.length; i++) {
      double next = i + 1 < times.length ? times[i + 1] : -1;
      Level to = level(next);
      // Noise is left out only of a step that starts at timestep 0, not of every last one.
      boolean noisyEnd = next < 0 && times[i] > 0;
      intervals.add(new Interval(level(times[i]), noisyEnd ? to.withTime(1) : to));
    }
    return intervals;
  }

  private static DdpmVariance variance(Settings s) {
    return switch (s.choice(
        "variance_type", "fixed_small", "fixed_small_log", "fixed_large", "learned_range")) {
      case "fixed_large" -> DdpmVariance.BETA;
      case "learned_range" -> DdpmVariance.LEARNED_RANGE;
      default -> DdpmVariance.BETA_TILDE;
    };
  }

  private Level level(double timestep) {
    return schedule.level(timestep + 1);
  }

  /** The level after the last step: no noise, or that of the first training step. */
  private Level clean() {
    return schedule.level(s.is("set_alpha_to_one") ? 0 : 1).withTime(0);
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
