package io.github.diffusion4j.scheduler;

import io.github.diffusion4j.model.ModelCard;
import io.github.diffusion4j.model.NetworkTime;
import io.github.diffusion4j.model.Parameterization;
import io.github.diffusion4j.plan.Sampler;
import io.github.diffusion4j.plan.Thresholding;
import io.github.diffusion4j.sampler.Samplers;
import io.github.diffusion4j.schedule.NoiseSchedule;

/** Flow matching (2209.03003); the network is given T sigma. */
final class FlowMapping {
  private FlowMapping() {}

  static Mapping euler(Settings s) {
    return mapping(s, s.is("stochastic_sampling") ? Samplers.consistency() : Samplers.euler());
  }

  static Mapping heun(Settings s) {
    return mapping(s, Samplers.flowHeun());
  }

  private static Mapping mapping(Settings s, Sampler sampler) {
    FlowShift shift = FlowShift.of(s, "shift");
    SigmaCurve.of(s);
    FlowShift.stretched(s, new double[] {1, 0});
    FlowGrid grid = new FlowGrid(s, shift);
    NoiseSchedule schedule = NoiseSchedule.flow(s.trainingSteps(), shift.factor());
    return new Mapping(
        schedule,
        Parameterization.FLOW,
        NetworkTime.of(NetworkTime.Measure.SIGMA, schedule.steps()).scaled(0, schedule.steps()),
        ModelCard.Variance.FIXED,
        Thresholding.none(),
        (steps, skipped) -> {
          FlowShift.checkKnown(s);
          return new Mapping.Route(Leg.of(sampler, grid.intervals(steps)), 1).without(skipped);
        });
  }
}
