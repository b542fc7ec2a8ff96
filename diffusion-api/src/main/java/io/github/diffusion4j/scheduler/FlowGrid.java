package io.github.diffusion4j.scheduler;

import io.github.diffusion4j.plan.Interval;
import io.github.diffusion4j.schedule.Level;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The sigmas of flow matching, x = (1 - sigma) x0 + sigma epsilon. */
final class FlowGrid {
  private final Settings s;
  private final FlowShift shift;

  FlowGrid(Settings s, FlowShift shift) {
    this.s = s;
    this.shift = shift;
  }

  List<Interval> intervals(int steps) {
    double[] sigmas = ramp(FlowShift.stretched(s, shift.of(starts(steps))));
    double[] times = s.asks("timesteps") ? s.askedList("timesteps") : times(sigmas);
    double end = 0;
    if (s.is("invert_sigmas")) {
      sigmas = Arrays.stream(sigmas).map(sigma -> 1 - sigma).toArray();
      times = times(sigmas);
      end = 1;
    }
    List<Interval> intervals = new ArrayList<>();
    double[] all = DiscreteGrid.append(sigmas, end);
    for (int i = 0; i < steps; i++) {
      double told = i + 1 < steps ? times[i + 1] : end * s.trainingSteps();
      intervals.add(new Interval(level(times[i], all[i]), level(told, all[i + 1])));
    }
    return intervals;
  }

  /**
   * Before the shift; the ends of the default are shifted already, so that the shift is applied
   * twice to them.
   */
  private double[] starts(int steps) {
    double total = s.trainingSteps();
    if (s.asks("timesteps")) {
      Given.checkLength(s, "timesteps", s.askedList("timesteps").length, steps);
    }
    if (s.asks("sigmas")) {
      double[] sigmas = s.askedList("sigmas");
      Given.checkLength(s, "sigmas", sigmas.length, steps);
      return sigmas;
    }
    if (s.asks("timesteps")) {
      return Arrays.stream(s.askedList("timesteps")).map(t -> t / total).toArray();
    }
    double[] ends = {1, 1 / total};
    if (!s.is("use_dynamic_shifting")) {
      ends = shift.of(ends);
    }
    return Linspace.of(ends[0], ends[1], steps);
  }

  private double[] ramp(double[] sigmas) {
    int n = sigmas.length;
    return SigmaCurve.of(s).map(c -> c.between(sigmas[0], sigmas[n - 1], n)).orElse(sigmas);
  }

  private double[] times(double[] sigmas) {
    return Arrays.stream(sigmas).map(sigma -> sigma * s.trainingSteps()).toArray();
  }

  /** Rounding takes some shifts a little past 1. */
  private Level level(double timestep, double sigma) {
    double within = Math.max(0, Math.min(1, sigma));
    return new Level(
        s.trainingSteps() * shift.before(within),
        1 - within,
        Math.max(0, sigma),
        1,
        timestep / s.trainingSteps());
  }
}
