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
import java.util.List;

/**
 * Predictor-corrector sampling of the variance exploding SDE (2011.13456). The network is given the
 * sigma of continuous time; the step uses the discrete one, and adds noise at the end, too.
 */
final class ScoreSdeVeMapping {
  private ScoreSdeVeMapping() {}

  static Mapping of(Settings s) {
    double min = s.numberAbove(0, "sigma_min");
    double max = s.numberAbove(min, "sigma_max");
    NoiseSchedule schedule =
        NoiseSchedule.exponential(s.whole("num_train_timesteps", 2, 1_000_000), min, max);
    double end =
        s.asks("sampling_eps") ? s.asked("sampling_eps") : s.numberBetween(0, 1, "sampling_eps");
    double snr = s.numberAbove(0, "snr");
    int corrections = s.whole("correct_steps", 0, 1000);
    return new Mapping(
        schedule,
        Parameterization.SCORE,
        NetworkTime.of(NetworkTime.Measure.SIGMA, schedule.steps()),
        ModelCard.Variance.FIXED,
        Thresholding.none(),
        (steps, skipped) ->
            new Mapping.Route(
                    Leg.of(
                        Samplers.predictorCorrector(snr, corrections),
                        intervals(min, max, Linspace.of(1, end, steps), schedule.steps())),
                    max)
                .without(skipped));
  }

  private static List<Interval> intervals(
      double min, double max, double[] times, int trainingSteps) {
    double[] sigmas = SigmaCurve.exponential(min, max, times.length);
    List<Interval> intervals = new ArrayList<>();
    for (double t : times) {
      int place = (int) (t * (times.length - 1));
      double told = min * Math.pow(max / min, t);
      intervals.add(
          new Interval(
              new Level(1 + t * (trainingSteps - 1), 1, sigmas[place], 1, told),
              Level.of(1, 1, place == 0 ? 0 : sigmas[place - 1])));
    }
    return intervals;
  }
}
