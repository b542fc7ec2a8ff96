package io.github.diffusion4j.golden;

import io.github.diffusion4j.model.Parameterization;
import io.github.diffusion4j.plan.Interval;
import io.github.diffusion4j.plan.Thresholding;
import io.github.diffusion4j.sampler.Samplers;
import io.github.diffusion4j.schedule.Level;
import java.util.ArrayList;
import java.util.List;

/**
 * Consistency models. The noise after a step has variance s'^2 - sigma_min^2: a sample that counts
 * as clean still has sigma_min.
 */
final class ConsistencyMapping {
  private ConsistencyMapping() {}

  static Mapping of(Config config) {
    SigmaGrid grid = ConsistencyGrid.of(config);
    double data = config.number("sigma_data");
    double min = config.number("sigma_min");
    List<Interval> intervals = new ArrayList<>();
    for (SigmaGrid.Step step : grid.steps()) {
      double s = step.sigma();
      double noise = config.number("s_noise") * Math.sqrt(step.next() * step.next() - min * min);
      intervals.add(
          new Interval(
              Timestep.level(step.time(), 1, s, 1 / Math.sqrt(s * s + data * data)),
              Level.of(0, 1, noise)));
    }
    return new Mapping(
            Route.of(Samplers.consistency(), intervals),
            Parameterization.consistency(data, min),
            Network.formula(config.modelT()),
            t -> Level.of(0, 1, grid.noiseAt(t)))
        .withInitNoiseSigma(grid.initNoiseSigma())
        .withShaping(config.is("clip_denoised") ? Thresholding.clip(1) : Thresholding.none());
  }
}
