package io.github.diffusion4j.golden;

import io.github.diffusion4j.schedule.NoiseSchedule;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * s_k = sqrt((1 - alpha-bar_k) / alpha-bar_k) at the reference's timesteps k from 0, and the two
 * ways between them: linear in sigma from a timestep, linear in log sigma back to one.
 */
final class SigmaTable {
  /** What the reference puts in the place of no signal. */
  private static final double SMALLEST_ALPHA_BAR = 0x1p-24;

  private final double[] sigmas;
  private final double[] logs;

  private SigmaTable(double[] sigmas) {
    this.sigmas = sigmas;
    logs = Arrays.stream(sigmas).map(Math::log).toArray();
  }

  static SigmaTable of(Config config) {
    NoiseSchedule schedule = config.schedule();
    double[] sigmas =
        IntStream.rangeClosed(1, schedule.steps())
            .mapToObj(schedule::level)
            .mapToDouble(level -> level.sigma() / level.alpha())
            .toArray();
    if (config.is("rescale_betas_zero_snr")) {
      sigmas[sigmas.length - 1] = Math.sqrt((1 - SMALLEST_ALPHA_BAR) / SMALLEST_ALPHA_BAR);
    }
    return new SigmaTable(sigmas);
  }

  double first() {
    return sigmas[0];
  }

  double last() {
    return sigmas[sigmas.length - 1];
  }

  /** Linear in sigma; the ends hold beyond them. */
  double at(double timestep) {
    if (timestep <= 0) {
      return first();
    }
    if (timestep >= sigmas.length - 1) {
      return last();
    }
    int below = (int) timestep;
    return sigmas[below] + (timestep - below) * (sigmas[below + 1] - sigmas[below]);
  }

  /** Linear in log sigma; the ends hold beyond them. */
  double timestepOf(double sigma) {
    double log = Math.log(Math.max(sigma, 1e-10));
    int below = Math.min(lastAtMost(log), logs.length - 2);
    double share = (logs[below] - log) / (logs[below] - logs[below + 1]);
    share = Math.min(Math.max(share, 0), 1);
    return (1 - share) * below + share * (below + 1);
  }

  private int lastAtMost(double log) {
    int last = 0;
    for (int k = 1; k < logs.length; k++) {
      if (logs[k] <= log) {
        last = k;
      }
    }
    return last;
  }
}
