package io.github.diffusion4j.scheduler;

import io.github.diffusion4j.model.ModelCard;
import io.github.diffusion4j.model.NetworkTime;
import io.github.diffusion4j.model.Parameterization;
import io.github.diffusion4j.plan.Interval;
import io.github.diffusion4j.plan.Sampler;
import io.github.diffusion4j.plan.Thresholding;
import io.github.diffusion4j.sampler.Samplers;
import io.github.diffusion4j.schedule.NoiseSchedule;
import java.util.List;
import java.util.function.BiFunction;
import java.util.stream.IntStream;

/** Euler and DPM-Solver++ of EDM (2206.00364); the network is given ln(sigma) / 4. */
final class EdmMapping {
  private EdmMapping() {}

  static Mapping euler(Settings s) {
    return mapping(s, Thresholding.none(), (steps, skipped) -> Samplers.euler());
  }

  static Mapping dpm(Settings s) {
    DpmAlgorithm algorithm = DpmAlgorithm.of(s);
    DpmOrders orders = DpmOrders.of(s);
    return mapping(
        s,
        Tables.thresholding(s),
        (n, skipped) -> algorithm.multistep(orders.multistep(n), skipped));
  }

  private static Mapping mapping(
      Settings s, Thresholding thresholding, BiFunction<Integer, Integer, Sampler> sampler) {
    EdmGrid grid = EdmGrid.of(s);
    double data = s.number("sigma_data");
    Parameterization parameterization =
        s.choice("prediction_type", "epsilon", "v_prediction").equals("epsilon")
            ? Parameterization.edm(data)
            : Parameterization.edmV(data);
    NoiseSchedule schedule =
        NoiseSchedule.edm(s.trainingSteps(), s.number("sigma_min"), s.number("sigma_max"), data);
    return new Mapping(
        schedule,
        parameterization,
        NetworkTime.of(NetworkTime.Measure.LOG_SIGMA, schedule.steps()).scaled(0, 0.25),
        ModelCard.Variance.FIXED,
        thresholding,
        (steps, skipped) -> {
          double[] sigmas = grid.sigmas(steps);
          List<Interval> intervals =
              IntStream.range(0, steps)
                  .mapToObj(i -> new Interval(grid.level(sigmas[i]), grid.level(sigmas[i + 1])))
                  .toList();
          return new Mapping.Route(Leg.of(sampler.apply(steps, skipped), intervals), grid.start())
              .without(skipped);
        });
  }
}
