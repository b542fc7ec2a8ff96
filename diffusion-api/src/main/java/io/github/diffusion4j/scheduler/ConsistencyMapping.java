package io.github.diffusion4j.scheduler;

import io.github.diffusion4j.model.ModelCard;
import io.github.diffusion4j.model.NetworkTime;
import io.github.diffusion4j.model.Parameterization;
import io.github.diffusion4j.plan.Interval;
import io.github.diffusion4j.plan.Thresholding;
import io.github.diffusion4j.sampler.Samplers;
import io.github.diffusion4j.schedule.Level;
import io.github.diffusion4j.schedule.NoiseSchedule;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * "Consistency Models" (2303.01469); the network is given 250 ln(sigma). The noise after a step has
 * variance s'^2 - sigma_min^2: a sample that counts as clean still has sigma_min.
 */
final class ConsistencyMapping {
  private final Settings s;
  private final double min;
  private final double max;
  private final double data;
  private final NoiseSchedule schedule;

  private ConsistencyMapping(Settings s) {
    this.s = s;
    min = s.numberAbove(0, "sigma_min");
    max = s.numberAbove(min, "sigma_max");
    data = s.numberAbove(0, "sigma_data");
    s.numberAbove(0, "rho");
    if (!(s.number("s_noise") >= 0)) {
      throw s.refusal("s_noise", "a factor of the noise, at least 0");
    }
    schedule = NoiseSchedule.edm(s.whole("num_train_timesteps", 2, 1_000_000), min, max, data);
  }

  static Mapping of(Settings s) {
    ConsistencyMapping m = new ConsistencyMapping(s);
    return new Mapping(
        m.schedule,
        Parameterization.consistency(m.data, m.min),
        NetworkTime.of(NetworkTime.Measure.LOG_SIGMA, m.schedule.steps()).scaled(0, 250),
        ModelCard.Variance.FIXED,
        s.is("clip_denoised") ? Thresholding.clip(1) : Thresholding.none(),
        (steps, skipped) ->
            new Mapping.Route(Leg.of(Samplers.consistency(), m.intervals(steps)), m.max)
                .without(skipped));
  }

  private List<Interval> intervals(int steps) {
    double[] places = Arrays.stream(places(steps)).map(k -> k / (s.trainingSteps() - 1)).toArray();
    double[] sigmas =
        DiscreteGrid.append(SigmaCurve.karras(max, min, s.number("rho"), places), min);
    List<Interval> intervals = new ArrayList<>();
    for (int i = 0; i < steps; i++) {
      double next = Math.min(Math.max(sigmas[i + 1], min), max);
      double noise = s.number("s_noise") * Math.sqrt(next * next - min * min);
      intervals.add(new Interval(level(sigmas[i]), Level.of(0, 1, noise)));
    }
    return intervals;
  }

  private Level level(double sigma) {
    double time = 1 + (schedule.steps() - 1) * Math.log(sigma / min) / Math.log(max / min);
    return new Level(time, 1, sigma, 1 / Math.sqrt(sigma * sigma + data * data));
  }

  /** Indices of the training grid, ascending, which is towards smaller sigmas. */
  private double[] places(int steps) {
    if (!s.asks("timesteps")) {
      int stride = s.trainingSteps() / steps;
      return IntStream.range(0, steps).mapToDouble(i -> i * (double) stride).toArray();
    }
    double[] falling = Given.timesteps(s, steps);
    return IntStream.range(0, steps).mapToDouble(i -> falling[steps - 1 - i]).toArray();
  }
}
