package io.github.diffusion4j.golden;

import java.util.Arrays;

/**
 * The grid of the score SDEs, "Score-Based Generative Modeling through Stochastic Differential
 * Equations" (2011.13456).
 *
 * @param timesteps from 1 down to sampling_eps
 * @param sigmas what the network of the exploding SDE is told, continuous in time
 * @param discreteSigmas what its steps use, ascending; a step at time t starts from index floor(t
 *     (N - 1)) and ends at the one below, or at 0
 * @param initNoiseSigma what the start noise is multiplied by
 */
@SuppressWarnings("ArrayRecordComponent")
record ScoreSdeGrid(
    double[] timesteps, double[] sigmas, double[] discreteSigmas, double initNoiseSigma)
    implements ReferenceGrid {

  static ScoreSdeGrid exploding(Config config) {
    double min = config.number("sigma_min");
    double max = config.number("sigma_max");
    double[] times = times(config);
    return new ScoreSdeGrid(
        times,
        Arrays.stream(times).map(t -> min * Math.pow(max / min, t)).toArray(),
        SigmaRamp.exponential(min, max, times.length),
        max);
  }

  static ScoreSdeGrid preserving(Config config) {
    return new ScoreSdeGrid(times(config), new double[0], new double[0], 1);
  }

  private static double[] times(Config config) {
    double end =
        config.asks("sampling_eps") ? config.asked("sampling_eps") : config.number("sampling_eps");
    return Linspace.of(1, end, config.inferenceSteps());
  }

  /** The sigma that the predictor's step i starts from. */
  double from(int i) {
    return discreteSigmas[place(i)];
  }

  /** The sigma that it ends at. */
  double to(int i) {
    return place(i) == 0 ? 0 : discreteSigmas[place(i) - 1];
  }

  private int place(int i) {
    return (int) (timesteps[i] * (timesteps.length - 1));
  }
}
