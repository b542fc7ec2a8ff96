package io.github.diffusion4j.golden;

import io.github.diffusion4j.schedule.Level;
import io.github.diffusion4j.schedule.NoiseSchedule;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * The noise levels of training as the reference's solvers hold them: sigma / alpha by timestep from
 * 0, linear between timesteps.
 */
@SuppressWarnings("ArrayRecordComponent")
record DpmTable(double[] ratios) {
  private static final double TERMINAL_ALPHA_BAR = 0x1p-24;
  private static final double LEAST_RATIO = 1e-10;

  static DpmTable of(Config config) {
    NoiseSchedule schedule = config.schedule();
    double[] ratios =
        IntStream.rangeClosed(1, schedule.steps())
            .mapToObj(schedule::level)
            .mapToDouble(DpmTable::ratio)
            .toArray();
    if (config.is("rescale_betas_zero_snr")) {
      ratios[ratios.length - 1] = ratio(Level.ofAlphaBar(0, TERMINAL_ALPHA_BAR));
    }
    return new DpmTable(ratios);
  }

  private static double ratio(Level level) {
    return level.sigma() / level.alpha();
  }

  double first() {
    return ratios[0];
  }

  double last() {
    return ratios[ratios.length - 1];
  }

  /** The ratio at a timestep; beyond the table that of its end. */
  double at(double timestep) {
    double t = Math.max(0, Math.min(ratios.length - 1.0, timestep));
    int below = (int) t;
    return t == below
        ? ratios[below]
        : ratios[below] + (t - below) * (ratios[below + 1] - ratios[below]);
  }

  /** The timestep of a ratio, linear in its logarithm; beyond the table that of its end. */
  double timeOf(double ratio) {
    double log = Math.log(Math.max(ratio, LEAST_RATIO));
    int low = 0;
    for (int t = 0; t < ratios.length; t++) {
      low = log >= Math.log(ratios[t]) ? t : low;
    }
    low = Math.min(low, ratios.length - 2);
    double from = Math.log(ratios[low]);
    double share = (from - log) / (from - Math.log(ratios[low + 1]));
    share = Math.max(0, Math.min(1, share));
    return (1 - share) * low + share * (low + 1);
  }

  /** How many timesteps have a log(alpha / sigma) below a bound. */
  int noisierThan(double lambda) {
    return (int) Arrays.stream(ratios).filter(ratio -> -Math.log(ratio) < lambda).count();
  }
}
