package io.github.diffusion4j.score;

import io.github.diffusion4j.model.Parameterization;
import io.github.diffusion4j.model.Parameterization.XRawCoefficients;
import io.github.diffusion4j.schedule.Level;
import io.github.diffusion4j.schedule.NoiseSchedule;

/**
 * The levels of a schedule by their angle, tan(theta) = sigma / alpha. Samples divided by
 * sqrt(alpha^2 + sigma^2) are cos(theta) x0 + sin(theta) epsilon, and the probability-flow ODE of
 * every schedule is one and the same: its slope is v ("Progressive Distillation", 2202.00512,
 * appendix D).
 *
 * @param schedule whose levels they are
 * @param parameterization of the network
 */
record Angles(NoiseSchedule schedule, Parameterization parameterization) {

  static double of(Level level) {
    return Math.atan2(level.sigma(), level.alpha());
  }

  /** The length of (alpha, sigma): samples are that times as large. */
  static double scale(Level level) {
    return Math.hypot(level.alpha(), level.sigma());
  }

  /** The level at an angle. */
  Level level(double angle) {
    double logSnr = 2 * (Math.log(Math.cos(angle)) - Math.log(Math.sin(angle)));
    return levelOf(logSnr);
  }

  /** The level of a log-SNR; the nearest end where that is out of reach by rounding. */
  private Level levelOf(double logSnr) {
    Level first = schedule.level(0);
    Level last = schedule.level(schedule.steps());
    if (logSnr <= last.logSnr()) {
      return last;
    }
    return logSnr >= first.logSnr() ? first : schedule.level(schedule.timeAt(logSnr));
  }

  /** v as a combination of the sample, as it is, and of the raw output. */
  XRawCoefficients v(Level level) {
    // v = cos epsilon - sin x0
    double scale = scale(level);
    double cos = level.alpha() / scale;
    double sin = level.sigma() / scale;
    XRawCoefficients x0 = parameterization.x0(level);
    XRawCoefficients epsilon = parameterization.epsilon(level);
    XRawCoefficients v =
        new XRawCoefficients(
            cos * epsilon.x() - sin * x0.x(), cos * epsilon.raw() - sin * x0.raw());
    if (!v.isFinite()) {
      throw new IllegalArgumentException(
          "the network predicts %s, which does not determine x0 and epsilon at %s: start at a later time, or use a network that predicts v"
              .formatted(parameterization, level));
    }
    return v;
  }
}
