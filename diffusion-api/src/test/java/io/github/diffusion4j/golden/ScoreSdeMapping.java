package io.github.diffusion4j.golden;

import io.github.diffusion4j.model.Parameterization;
import io.github.diffusion4j.plan.Interval;
import io.github.diffusion4j.sampler.Samplers;
import io.github.diffusion4j.schedule.Level;
import java.util.ArrayList;
import java.util.List;

/** The score SDEs. Both add noise in the last step, too. */
final class ScoreSdeMapping {
  private ScoreSdeMapping() {}

  /** The network is told the sigma of continuous time; the step uses the discrete one. */
  static Mapping exploding(Config config) {
    ScoreSdeGrid grid = ScoreSdeGrid.exploding(config);
    List<Interval> intervals = new ArrayList<>();
    for (int i = 0; i < grid.timesteps().length; i++) {
      intervals.add(
          new Interval(
              Timestep.level(grid.sigmas()[i], 1, grid.from(i), 1),
              Timestep.level(1, 1, grid.to(i), 1)));
    }
    int corrections = (int) config.number("correct_steps");
    return new Mapping(
            Route.of(Samplers.predictorCorrector(config.number("snr"), corrections), intervals),
            Parameterization.SCORE,
            Network.score(config.modelT()),
            t -> {
              throw new IllegalArgumentException("no forward noising here");
            })
        .withInitNoiseSigma(grid.initNoiseSigma());
  }

  /** The reference steps by beta(t) / N, which the end of each interval is made to give. */
  static Mapping preserving(Config config) {
    double min = config.number("beta_min");
    double max = config.number("beta_max");
    double[] times = ScoreSdeGrid.preserving(config).timesteps();
    List<Interval> intervals = new ArrayList<>();
    for (double t : times) {
      double logAlpha = -0.25 * t * t * (max - min) - 0.5 * t * min;
      double sigma = Math.sqrt(-Math.expm1(2 * logAlpha));
      double beta = (min + t * (max - min)) / times.length;
      intervals.add(
          new Interval(
              Timestep.level(t, Math.exp(logAlpha), sigma, 1),
              Level.of(1, Math.exp(logAlpha + beta / 2), sigma)));
    }
    return new Mapping(
        Route.of(Samplers.eulerMaruyama(), intervals),
        Parameterization.EPSILON,
        Network.formula(config.modelT()),
        t -> {
          throw new IllegalArgumentException("no forward noising here");
        });
  }
}
