package io.github.diffusion4j.scheduler;

import io.github.diffusion4j.model.Parameterization;
import io.github.diffusion4j.plan.Interval;
import io.github.diffusion4j.plan.Thresholding;
import io.github.diffusion4j.schedule.Level;
import io.github.diffusion4j.schedule.NoiseSchedule;
import java.util.Arrays;
import java.util.List;

/** PNDM (2202.09778), with its Runge-Kutta start or without. */
final class PndmMapping {
  private final Settings s;
  private final NoiseSchedule schedule;
  private final Parameterization parameterization;

  private PndmMapping(Settings s) {
    this.s = s;
    schedule = Tables.schedule(s);
    TimestepSpacing.of(s);
    s.choice("prediction_type", "epsilon", "v_prediction");
    parameterization = Tables.parameterization(s);
  }

  static Mapping of(Settings s) {
    PndmMapping m = new PndmMapping(s);
    return Mapping.discrete(m.schedule, m.parameterization, Thresholding.none(), m::route);
  }

  private Mapping.Route route(int steps, int skipped) {
    return new Mapping.Route(calls(steps, skipped).stream().map(this::leg).toList(), 1);
  }

  private List<PndmCall> calls(int steps, int skipped) {
    int total = s.trainingSteps();
    List<Integer> grid =
        Arrays.stream(TimestepSpacing.whole(s, steps)).mapToObj(t -> (int) t).toList();
    if (s.is("skip_prk_steps")) {
      return PndmCall.linear(grid, skipped, total / steps, total);
    }
    if (grid.size() < PndmCall.ORDER) {
      throw s.refusal(
          "skip_prk_steps",
          "%d steps are fewer than the %d of a Runge-Kutta start; set it to true"
              .formatted(steps, PndmCall.ORDER));
    }
    if (skipped > 0) {
      throw s.refusal(
          "skip_prk_steps",
          "a walk from an image leaves out the Runge-Kutta start; set it to true");
    }
    return PndmCall.rungeKutta(grid, total / steps, total);
  }

  private Leg leg(PndmCall call) {
    return new Leg(
        new Interval(level(call.from()), level(call.to())),
        new PndmTransfer(call, level(call.time()), parameterization));
  }

  /** A timestep below 0 is the end: no noise, or the level of the first training step. */
  private Level level(int timestep) {
    return timestep >= 0
        ? schedule.level(timestep + 1)
        : schedule.level(s.is("set_alpha_to_one") ? 0 : 1).withTime(0);
  }
}
