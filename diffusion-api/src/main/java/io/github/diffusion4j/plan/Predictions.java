package io.github.diffusion4j.plan;

import static com.google.common.base.Preconditions.checkArgument;

import io.github.diffusion4j.model.Parameterization;
import io.github.diffusion4j.schedule.Level;

/**
 * What a network predicts, as coefficients over what the loop holds: its input, its raw output, and
 * x0-hat after thresholding.
 */
record Predictions(Parameterization parameterization, Thresholding thresholding) {
  private static final double ROUNDING = 1e-9;

  /** The coefficients of x0-hat over the network's input and output. */
  Parameterization.XRawCoefficients x0(Level level) {
    return overInput(parameterization.x0(level), level);
  }

  /** The coefficients of the score, -epsilon / sigma. */
  Parameterization.XRawCoefficients score(Level level) {
    Parameterization.XRawCoefficients epsilon = overInput(parameterization.epsilon(level), level);
    Parameterization.XRawCoefficients score =
        new Parameterization.XRawCoefficients(
            -epsilon.x() / level.sigma(), -epsilon.raw() / level.sigma());
    checkFinite(score.isFinite(), level);
    return score;
  }

  /** Whether a stage takes the network's output as these predictions do. */
  boolean agreesWith(Stage stage) {
    if (stage instanceof Stage.Evaluate e) {
      return agree(e.x0(), x0(e.level()));
    }
    return !(stage instanceof Stage.Langevin l) || agree(l.score(), score(l.level()));
  }

  private static boolean agree(
      Parameterization.XRawCoefficients a, Parameterization.XRawCoefficients b) {
    return agree(a.x(), b.x()) && agree(a.raw(), b.raw());
  }

  /** To rounding, since a plan may come from a machine whose functions round otherwise. */
  private static boolean agree(double a, double b) {
    return Math.abs(a - b) <= ROUNDING * Math.max(Math.abs(a), Math.abs(b));
  }

  /** A kept combination of x0, epsilon and noise. */
  Stage.Store store(SlotAllocator.Kept kept, Level level) {
    boolean thresholded = !(thresholding instanceof Thresholding.None);
    boolean consistent =
        thresholded && !(thresholding instanceof Thresholding.RawEpsilon) && level.sigma() > 0;
    Parameterization.XRawCoefficients x0 = x0(level);
    Parameterization.XRawCoefficients epsilon = overInput(parameterization.epsilon(level), level);
    double x = 0;
    double raw = 0;
    double clean = 0;
    if (kept.x0() != 0 && thresholded) {
      clean += kept.x0();
    } else if (kept.x0() != 0) {
      x += kept.x0() * x0.x();
      raw += kept.x0() * x0.raw();
    }
    if (kept.epsilon() != 0 && consistent) {
      // x = alpha x0 + sigma epsilon, solved for epsilon
      x += kept.epsilon() / (level.sigma() * level.inputScale());
      clean -= kept.epsilon() * level.alpha() / level.sigma();
    } else if (kept.epsilon() != 0) {
      x += kept.epsilon() * epsilon.x();
      raw += kept.epsilon() * epsilon.raw();
    }
    checkFinite(Double.isFinite(x + raw) && (clean == 0 || x0.isFinite()), level);
    return new Stage.Store(kept.slot(), x, raw, clean, kept.z());
  }

  /**
   * Refuses a level with so little signal that x0-hat would be the rounding errors of float32: it
   * is a difference of numbers sigma / alpha times as large. A network that predicts v or x0 tells
   * it without.
   */
  void checkSignal(Level level) {
    double largest = parameterization.x0(level).x() * Math.hypot(level.alpha(), level.sigma());
    checkArgument(
        !Interval.isDrowned(level) || level.alpha() == 0 || Math.abs(largest) <= 2,
        "the network predicts %s, which tells nothing at time %s (alpha %s, sigma %s): x0 would be a "
            + "difference of numbers %s times as large, and float32 has 24 bits; where there is "
            + "next to no signal, use a network that predicts v or x0, as for a zero terminal SNR, "
            + "or a schedule or spacing whose alpha / sigma is 1e-6 or more",
        parameterization,
        level.time(),
        level.alpha(),
        level.sigma(),
        level.sigma() / level.alpha());
  }

  private void checkFinite(boolean finite, Level level) {
    checkArgument(
        finite,
        "the network predicts %s, which does not determine it at time %s (alpha %s, sigma %s): "
            + "where there is no signal, use a network that predicts v or x0; where there is no "
            + "noise, one that predicts v or epsilon",
        parameterization,
        level.time(),
        level.alpha(),
        level.sigma());
  }

  /** Coefficients over the sample, as coefficients over the network's input. */
  private static Parameterization.XRawCoefficients overInput(
      Parameterization.XRawCoefficients row, Level level) {
    return new Parameterization.XRawCoefficients(row.x() / level.inputScale(), row.raw());
  }
}
