package io.github.diffusion4j.scheduler;

import io.github.diffusion4j.schedule.NoiseSchedule;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * The noise levels of training, s = sigma / alpha by timestep from 0 to T - 1, and the two ways
 * between them: linear in s from a timestep, linear in log s back to one.
 */
final class SigmaTable {
  /** Stands for alpha-bar 0, whose s would be infinite. */
  private static final double SMALLEST_ALPHA_BAR = 0x1p-24;

  private static final double SMALLEST_SIGMA = 1e-10;

  private final double[] sigmas;
  private final double[] logs;

  private SigmaTable(double[] sigmas) {
    this.sigmas = sigmas;
    logs = Arrays.stream(sigmas).map(Math::log).toArray();
  }

  static SigmaTable of(double... sigmas) {
    return new SigmaTable(sigmas);
  }

  static SigmaTable of(NoiseSchedule schedule) {
    return of(
        IntStream.rangeClosed(1, schedule.steps())
            .mapToObj(schedule::level)
            .mapToDouble(
                level ->
                    level.alpha() == 0
                        ? Math.sqrt((1 - SMALLEST_ALPHA_BAR) / SMALLEST_ALPHA_BAR)
                        : level.sigma() / level.alpha())
            .toArray());
  }

  double first() {
    return sigmas[0];
  }

  double last() {
    return sigmas[sigmas.length - 1];
  }

  /** The sigma at a timestep; beyond the table that of its end. */
  double at(double timestep) {
    double t = Math.max(0, Math.min(sigmas.length - 1.0, timestep));
    int below = (int) t;
    return t == below
        ? sigmas[below]
        : sigmas[below] + (t - below) * (sigmas[below + 1] - sigmas[below]);
  }

  /** The timestep of a sigma; beyond the table that of its end. */
  double timestepOf(double sigma) {
    double log = Math.log(Math.max(sigma, SMALLEST_SIGMA));
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

  /** How many timesteps have a log(alpha / sigma) below a bound. */
  int noisierThan(double lambda) {
    return (int) Arrays.stream(logs).filter(log -> -log < lambda).count();
  }
}
