package io.github.diffusion4j.golden;

import io.github.diffusion4j.model.Parameterization;
import io.github.diffusion4j.plan.Interval;
import io.github.diffusion4j.plan.Sampler;
import io.github.diffusion4j.sampler.Samplers;
import io.github.diffusion4j.schedule.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Flow matching: x = (1 - s) x0 + s epsilon. */
final class FlowMapping {
  private FlowMapping() {}

  static Mapping euler(Config config) {
    Sampler sampler = config.is("stochastic_sampling") ? Samplers.consistency() : Samplers.euler();
    return mapping(config, FlowGrid.euler(config), step -> sampler);
  }

  static Mapping heun(Config config) {
    SigmaGrid grid = FlowGrid.heun(config);
    LateChurn churn = LateChurn.of(config);
    return mapping(
        config,
        grid,
        step -> {
          double raised = churn.raised(step.sigma(), grid.churned());
          return raised == step.sigma()
              ? Samplers.flowHeun()
              : new LateChurnFlowHeun(raised, churn.noise());
        });
  }

  private static Mapping mapping(
      Config config, SigmaGrid grid, Function<SigmaGrid.Step, Sampler> sampler) {
    List<Leg> legs = new ArrayList<>();
    for (SigmaGrid.Step step : grid.steps()) {
      SigmaGrid.Second second = step.second();
      Level to = level(second == null ? 0 : second.time(), step.next());
      legs.add(new Leg(new Interval(level(step.time(), step.sigma()), to), sampler.apply(step)));
    }
    return new Mapping(
        new Route(legs),
        Parameterization.FLOW,
        Network.formula(config.modelT()),
        t -> level(t, grid.noiseAt(t)));
  }

  /** Rounding takes some shifts a little past 1. */
  private static Level level(double time, double sigma) {
    return Timestep.level(time, Math.max(0, 1 - sigma), Math.max(0, sigma), 1);
  }
}
