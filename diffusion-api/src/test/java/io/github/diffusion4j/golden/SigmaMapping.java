package io.github.diffusion4j.golden;

import io.github.diffusion4j.model.Parameterization;
import io.github.diffusion4j.plan.Interval;
import io.github.diffusion4j.plan.Sampler;
import io.github.diffusion4j.plan.Thresholding;
import io.github.diffusion4j.sampler.Samplers;
import io.github.diffusion4j.schedule.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;

/** The schedulers that hold x = x0 + s epsilon: Euler, Heun, KDPM2, their kin, LMS, EDM's Euler. */
final class SigmaMapping {
  private final Config config;
  private final SigmaGrid grid;
  private final Parameterization parameterization;

  /** Added to sigma^2 under the root of the input scale. */
  private final double data;

  /** Whether the second call is on the way, not where the step ends. */
  private final boolean midpoints;

  private SigmaMapping(
      String scheduler,
      Config config,
      SigmaGrid grid,
      Parameterization parameterization,
      double data) {
    this.midpoints = scheduler.startsWith("KDPM2");
    this.config = config;
    this.grid = grid;
    this.parameterization = parameterization;
    this.data = data;
  }

  static Mapping of(String scheduler, Config config) {
    SigmaGrid grid = (SigmaGrid) ReferenceGrid.of(scheduler, config);
    if (scheduler.equals("EDMEulerScheduler")) {
      double data = config.number("sigma_data");
      return new SigmaMapping(scheduler, config, grid, edm(config, data), data).euler();
    }
    SigmaMapping mapping =
        new SigmaMapping(scheduler, config, grid, discrete(scheduler, config), 1);
    return switch (scheduler) {
      case "EulerDiscreteScheduler" -> mapping.euler();
      case "EulerAncestralDiscreteScheduler" -> mapping.all(Samplers.eulerAncestral());
      case "HeunDiscreteScheduler" -> mapping.all(Samplers.heun());
      case "KDPM2DiscreteScheduler" -> mapping.all(Samplers.kdpm2());
      case "KDPM2AncestralDiscreteScheduler" -> mapping.all(Samplers.kdpm2Ancestral());
      case "LMSDiscreteScheduler" ->
          mapping.all(Samplers.lms((int) config.stepArgument("order", 4)));
      default -> throw new IllegalArgumentException("no plan for " + scheduler);
    };
  }

  static Parameterization edm(Config config, double data) {
    return switch (config.text("prediction_type")) {
      case "epsilon" -> Parameterization.edm(data);
      case "v_prediction" -> Parameterization.edmV(data);
      default -> throw new IllegalArgumentException(config.text("prediction_type") + " with EDM");
    };
  }

  private static Parameterization discrete(String scheduler, Config config) {
    boolean noSample =
        List.of(
                "EulerAncestralDiscreteScheduler",
                "KDPM2DiscreteScheduler",
                "KDPM2AncestralDiscreteScheduler")
            .contains(scheduler);
    String type = config.text("prediction_type");
    return switch (type) {
      case "epsilon" -> Parameterization.EPSILON;
      case "v_prediction" -> new KarrasV();
      case "sample", "original_sample" -> {
        if (noSample) {
          throw new IllegalArgumentException("the reference refuses " + type + " here");
        }
        yield Parameterization.X0;
      }
      default -> throw new IllegalArgumentException("prediction_type " + type);
    };
  }

  private Mapping euler() {
    LateChurn churn = LateChurn.of(config);
    boolean ownRow = parameterization instanceof KarrasV; // reads v with s, not with the raised one
    return mapping(
        (step, interval) -> {
          double raised = churn.raised(step.sigma(), grid.churned());
          if (raised == step.sigma()) {
            return Samplers.euler();
          }
          Level hat = Level.of(0, 1, raised);
          return new LateChurnEuler(
              raised,
              churn.noise(),
              parameterization.x0(interval.from()),
              parameterization.x0(ownRow ? interval.from() : hat));
        });
  }

  private Mapping all(Sampler sampler) {
    return mapping((step, interval) -> sampler);
  }

  private Mapping mapping(BiFunction<SigmaGrid.Step, Interval, Sampler> sampler) {
    List<Leg> legs = new ArrayList<>();
    for (SigmaGrid.Step step : grid.steps()) {
      SigmaGrid.Second second = step.second();
      Level to = level(second == null ? 0 : second.time(), step.next());
      Interval interval =
          new Interval(
              level(step.time(), step.sigma()),
              to,
              second != null && midpoints
                  ? List.of(level(second.time(), second.sigma()))
                  : List.of());
      legs.add(new Leg(interval, sampler.apply(step, interval)));
    }
    return new Mapping(
            new Route(legs),
            parameterization,
            Network.formula(config.modelT()),
            t -> Level.of(0, 1, grid.noiseAt(t)))
        .withInitNoiseSigma(grid.initNoiseSigma())
        .withShaping(
            config.is("clip_sample")
                ? Thresholding.clip(config.number("clip_sample_range"))
                : Thresholding.none());
  }

  private Level level(double time, double sigma) {
    return Timestep.level(time, 1, sigma, 1 / Math.sqrt(sigma * sigma + data * data));
  }
}
