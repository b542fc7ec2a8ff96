package io.github.diffusion4j.plan;

import io.github.diffusion4j.schedule.Level;

/**
 * Warns of steps that add far more noise than a sample has where they lead: those of first order
 * along the reverse SDE hold epsilon (SDE-DPM-Solver) or the score (Euler-Maruyama) over the whole
 * step, and what should take the noise back is not there over a large gap of log-SNR.
 * SDE-DPM-Solver is twice too wide from a gap of 1.6 on, 6 times at 3.3, and 15 times at 4.9 (a
 * step of half-log-SNR h leaves sqrt(2 e^2h - 4 e^h + 3) of the noise of one point).
 */
final class NoiseWidth {
  private static final System.Logger LOGGER = System.getLogger(NoiseWidth.class.getName());

  /** How often the deviation of a sample the noise of one step may be. */
  private static final double BOUND = 2;

  private final String sampler;
  private double worst = BOUND;
  private String where = "";

  NoiseWidth(String sampler) {
    this.sampler = sampler;
  }

  /** Looks at one step: the noise it adds, and where it leads from and to. */
  void add(double deviation, Level from, Level to) {
    double times = Math.abs(deviation) / Math.hypot(to.alpha(), to.sigma());
    if (times > worst) {
      worst = times;
      where = "from time " + (float) from.time() + " to " + (float) to.time();
    }
  }

  void warn() {
    if (worst > BOUND) {
      LOGGER.log(
          System.Logger.Level.WARNING,
          "{0}: the step {1} adds {2} times the deviation that a sample has there, and its results may be as much too wide; take more steps, or sde-dpm-solver++ or ddpm, which hold over any gap",
          sampler,
          where,
          "%.2g".formatted(worst));
    }
  }
}
