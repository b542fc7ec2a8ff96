package io.github.diffusion4j.sampler;

import io.github.diffusion4j.plan.Interval;
import io.github.diffusion4j.plan.LinearForm;
import io.github.diffusion4j.plan.Prediction;
import io.github.diffusion4j.plan.Recorder;
import io.github.diffusion4j.plan.Sampler;
import io.github.diffusion4j.schedule.Level;
import io.github.diffusion4j.schedule.NoiseSchedule;
import io.github.diffusion4j.schedule.Spacing;
import java.util.ArrayList;
import java.util.List;

/**
 * DPM-Solver and DPM-Solver++ in single-step form: "DPM-Solver" (2206.00927), algorithms 1 and 2,
 * "DPM-Solver++" (2211.01095), algorithm 1. A step of order k spans k places of the grid and asks
 * the network at each; steps count evaluations. The last step is of order 1, so that it can end
 * without noise.
 *
 * @param kind what is integrated
 * @param variant how differences are weighed
 * @param order from 1 to 3
 */
record DpmSinglestep(DpmEquation kind, DpmCorrection variant, int order) implements Sampler {

  DpmSinglestep {
    if (order < 1 || order > 3) {
      throw new IllegalArgumentException(
          "order = %d: %s single-step has orders 1 to 3".formatted(order, kind));
    }
    if (variant == DpmCorrection.TAYLOR) {
      throw new IllegalArgumentException(
          "TAYLOR: in single-step form HEUN has its weights; use it");
    }
  }

  /** The levels between the ends are evaluated too; an interval's order is their number + 1. */
  @Override
  public LinearForm step(Interval i, Recorder recorder) {
    LinearForm state = recorder.state();
    Prediction start = recorder.predict(i.from());
    List<Prediction> ahead = new ArrayList<>(List.of(start));
    for (Level level : i.between()) {
      Interval part = new Interval(i.from(), level);
      ahead.add(recorder.predict(reach(part, state, ahead, recorder), level));
    }
    return reach(i, state, ahead, recorder);
  }

  /** From the start of the step to any level of it, over the predictions made so far. */
  private LinearForm reach(Interval i, LinearForm state, List<Prediction> m, Recorder recorder) {
    LinearForm next = kind.firstOrder(i, state, m.get(0));
    double h = i.h();
    if (m.size() > 1 && Double.isFinite(h)) {
      double z = kind.z(h);
      double w = kind.weight(i.to());
      LinearForm slope1 = slope(m.get(0), m.get(1), h);
      if (m.size() == 2) {
        next = next.plus(slope1.times(w * variant.second(z)));
      } else {
        double r1 = place(m.get(0), m.get(1)) / h;
        double r2 = place(m.get(0), m.get(2)) / h;
        LinearForm slope2 = slope(m.get(0), m.get(2), h);
        LinearForm d2 = slope2.minus(slope1).times(2 / (r2 - r1));
        LinearForm d1 = slope1.times(r2).minus(slope2.times(r1)).times(1 / (r2 - r1));
        next =
            variant == DpmCorrection.MIDPOINT
                ? next.plus(slope2.times(w * z * Phi.of(2, z)))
                : next.plus(d1.times(w * z * Phi.of(2, z))).plus(d2.times(w * variant.third(z)));
      }
    }
    return kind.noised(next, i, recorder);
  }

  /** (m_k - m_0) / r_k, r_k the share of the step at which m_k is evaluated. */
  private LinearForm slope(Prediction start, Prediction later, double h) {
    return kind.data(later).minus(kind.data(start)).times(h / place(start, later));
  }

  private static double place(Prediction start, Prediction later) {
    return later.level().lambda() - start.level().lambda();
  }

  @Override
  public List<Interval> intervals(NoiseSchedule schedule, Spacing spacing, int steps) {
    if (steps < order) {
      throw new IllegalArgumentException(
          "steps = %d: a single step of order %d takes %d evaluations; use fewer orders or more steps"
              .formatted(steps, order, order));
    }
    List<Interval> grid = Sampler.super.intervals(schedule, spacing, steps);
    List<Interval> grouped = new ArrayList<>();
    int at = 0;
    while (at < steps) {
      int size = at == 0 && grid.get(0).startsWithoutSignal() ? 1 : size(steps - at);
      List<Level> between = grid.subList(at + 1, at + size).stream().map(Interval::from).toList();
      grouped.add(new Interval(grid.get(at).from(), grid.get(at + size - 1).to(), between));
      at += size;
    }
    return grouped;
  }

  /** As large as the order, while one place is left for the end. */
  private int size(int left) {
    return Math.max(1, Math.min(order, left - 1));
  }

  @Override
  public String toString() {
    return kind + " single-step" + (order == 1 ? "" : " of order " + order);
  }
}
