package io.github.diffusion4j.schedule;

/**
 * A noise level, x = alpha x0 + sigma eps, and what the network is given for it.
 *
 * @param time the schedule's time that is given to the network; a model's card turns it into the
 *     network's own unit. Any finite number: it need not be the time of alpha and sigma (DDIM
 *     inversion evaluates at the next time), nor lie on a schedule (a network that is told the
 *     logarithm of sigma).
 * @param alpha the factor of the signal, at least 0 (the square root of alpha-bar)
 * @param sigma the standard deviation of the noise, at least 0
 * @param inputScale what the sample is multiplied by before the network sees it; 1 for variance
 *     preserving schedules
 * @param toldSigma the sigma for networks that are told sigma instead of a time; as the time, it
 *     need not be that of the sample
 */
public record Level(double time, double alpha, double sigma, double inputScale, double toldSigma) {

  /**
   * Checks the ranges.
   *
   * @param time the schedule's time that the network is given
   * @param alpha the factor of the signal, at least 0 (the square root of alpha-bar)
   * @param sigma the standard deviation of the noise, at least 0
   * @param inputScale what the sample is multiplied by before the network sees it
   * @param toldSigma the sigma for networks that are told sigma instead of a time, at least 0
   * @throws IllegalArgumentException if a value is not finite, alpha, sigma or the scale is
   *     negative, alpha and sigma are both 0, or the scale is
   */
  public Level {
    if (!(alpha >= 0 && sigma >= 0 && toldSigma >= 0 && alpha + sigma > 0 && inputScale > 0)
        || !Double.isFinite(time + alpha + sigma + inputScale + toldSigma)) {
      throw new IllegalArgumentException(
          "time %s, alpha %s, sigma %s, input scale %s: all finite, alpha and sigma not negative, one of them above 0, scale above 0"
              .formatted(time, alpha, sigma, inputScale));
    }
  }

  /**
   * A level that is given to the network as it is.
   *
   * @param time of the schedule
   * @param alpha the factor of the signal, at least 0
   * @param sigma the standard deviation of the noise, at least 0
   * @param inputScale what the sample is multiplied by before the network sees it
   * @throws IllegalArgumentException as the other constructor
   */
  public Level(double time, double alpha, double sigma, double inputScale) {
    this(time, alpha, sigma, inputScale, sigma);
  }

  /**
   * A level whose sample goes to the network as it is.
   *
   * @param time of the schedule
   * @param alpha factor of the signal
   * @param sigma standard deviation of the noise
   * @return the level with input scale 1
   */
  public static Level of(double time, double alpha, double sigma) {
    return new Level(time, alpha, sigma, 1);
  }

  /**
   * A variance preserving level.
   *
   * @param time of the schedule
   * @param alphaBar in [0, 1]
   * @return the level with alpha = sqrt(alpha-bar), sigma = sqrt(1 - alpha-bar)
   * @throws IllegalArgumentException if alpha-bar is outside [0, 1]
   */
  public static Level ofAlphaBar(double time, double alphaBar) {
    if (!(alphaBar >= 0 && alphaBar <= 1)) {
      throw new IllegalArgumentException("alpha-bar = " + alphaBar + ": it lies in [0, 1]");
    }
    return of(time, Math.sqrt(alphaBar), Math.sqrt(1 - alphaBar));
  }

  /**
   * The variance of the signal's share.
   *
   * @return alpha squared; alpha-bar of a variance preserving schedule
   */
  public double alphaBar() {
    return alpha * alpha;
  }

  /**
   * The logarithm of the signal-to-noise ratio, log(alpha^2 / sigma^2).
   *
   * @return from minus infinity (pure noise) to infinity (no noise)
   */
  public double logSnr() {
    return 2 * lambda();
  }

  /**
   * Half the log-SNR, log(alpha / sigma), as "DPM-Solver" (2206.00927) has it.
   *
   * @return from minus infinity (pure noise) to infinity (no noise)
   */
  public double lambda() {
    return Math.log(alpha) - Math.log(sigma);
  }

  /**
   * The same noise, given to the network as another time.
   *
   * @param newTime of the schedule
   * @return a copy
   */
  public Level withTime(double newTime) {
    return new Level(newTime, alpha, sigma, inputScale, toldSigma);
  }

  /**
   * The same noise, given to the network as another level, in time and sigma.
   *
   * @param other the level that the network is given
   * @return a copy
   */
  public Level toldAs(Level other) {
    return new Level(other.time, alpha, sigma, inputScale, other.toldSigma);
  }
}
