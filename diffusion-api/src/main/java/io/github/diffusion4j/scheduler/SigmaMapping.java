package io.github.diffusion4j.scheduler;

import io.github.diffusion4j.model.NetworkTime;
import io.github.diffusion4j.model.Parameterization;
import io.github.diffusion4j.plan.Interval;
import io.github.diffusion4j.plan.Sampler;
import io.github.diffusion4j.plan.Thresholding;
import io.github.diffusion4j.sampler.Samplers;
import io.github.diffusion4j.schedule.Level;
import io.github.diffusion4j.schedule.NoiseSchedule;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * The schedulers that hold x = x0 + s epsilon and give the network x / sqrt(s^2 + 1): Euler, Heun,
 * KDPM2, their ancestral forms, LMS. Here the sample is that input, a variance preserving one with
 * alpha = 1 / sqrt(s^2 + 1), except at the very end, where it is x.
 */
final class SigmaMapping {
  private SigmaMapping() {}

  static Mapping euler(Settings s) {
    s.choice("prediction_type", "epsilon", "v_prediction", "sample", "original_sample");
    return mapping(s, Samplers.euler(), DiscreteGrid::single);
  }

  static Mapping eulerAncestral(Settings s) {
    s.choice("prediction_type", "epsilon", "v_prediction");
    return mapping(s, Samplers.eulerAncestral(), DiscreteGrid::single);
  }

  static Mapping heun(Settings s) {
    return mapping(s, Samplers.heun(), DiscreteGrid::single);
  }

  static Mapping kdpm2(Settings s) {
    s.choice("prediction_type", "epsilon", "v_prediction");
    return mapping(s, Samplers.kdpm2(), DiscreteGrid::dpm2);
  }

  static Mapping kdpm2Ancestral(Settings s) {
    s.choice("prediction_type", "epsilon", "v_prediction");
    return mapping(s, Samplers.kdpm2Ancestral(), DiscreteGrid::ancestralDpm2);
  }

  static Mapping lms(Settings s) {
    return mapping(s, Samplers.lms(lmsOrder(s)), DiscreteGrid::single);
  }

  private static int lmsOrder(Settings s) {
    int order = s.askedWhole("order", 4);
    if (order > 6) {
      throw s.refusal("order", "from 1 to 6");
    }
    return order;
  }

  private static Mapping mapping(
      Settings s, Sampler sampler, Function<DiscreteGrid, List<Step>> calls) {
    NoiseSchedule schedule = Tables.schedule(s);
    SigmaTable table = SigmaTable.of(schedule);
    DiscreteGrid.check(s);
    Parameterization parameterization =
        s.text("prediction_type").equals("original_sample")
            ? Parameterization.X0
            : Tables.parameterization(s);
    Thresholding thresholding = Tables.thresholding(s);
    Mapping mapping =
        Mapping.discrete(
            schedule,
            parameterization,
            thresholding,
            (steps, skipped) -> {
              DiscreteGrid grid = DiscreteGrid.of(s, table, steps);
              List<Leg> legs = Leg.of(sampler, intervals(calls.apply(grid)));
              double alpha = legs.get(0).interval().from().alpha();
              return new Mapping.Route(legs, grid.startSigma() * alpha).without(skipped);
            });
    return DiscreteGrid.isContinuous(s)
        ? mapping.withTime(
            NetworkTime.of(NetworkTime.Measure.LOG_SIGMA, schedule.steps()).scaled(0, 0.25))
        : mapping;
  }

  private static List<Interval> intervals(List<Step> steps) {
    List<Interval> intervals = new ArrayList<>();
    for (int i = 0; i < steps.size(); i++) {
      Step step = steps.get(i);
      Step.Middle middle = step.middle();
      Level to =
          i == steps.size() - 1
              ? Level.of(0, 1, step.next())
              : level(steps.get(i + 1).time(), step.next());
      intervals.add(
          new Interval(
              level(step.time(), step.sigma()),
              to,
              middle == null ? List.of() : List.of(level(middle.time(), middle.sigma()))));
    }
    return intervals;
  }

  /** The level of a ratio s, as networks conditioned on sigma are given it. */
  static Level level(double timestep, double s) {
    double alpha = 1 / Math.sqrt(s * s + 1);
    return new Level(timestep + 1, alpha, s * alpha, 1, s);
  }
}
