package io.github.diffusion4j.plan;

import io.github.diffusion4j.schedule.Level;
import java.util.List;

/**
 * One step of a sampler: the level of the sample and the level to reach. Intervals of a plan need
 * not chain, and may lead up, to a noisier level.
 *
 * @param from the level of the sample, which the network is given
 * @param to the level to reach
 * @param between the levels a method of several evaluations visits in between, in order
 */
public record Interval(Level from, Level to, List<Level> between) {
  private static final double LEAST_SIGNAL = 1e-3;
  private static final double LEAST_CARRIED = 0x1p-20;

  /**
   * Copies the list.
   *
   * @param from the level of the sample, which the network is given
   * @param to the level to reach
   * @param between the levels visited in between, in order
   */
  public Interval {
    between = List.copyOf(between);
  }

  /**
   * An interval without levels in between.
   *
   * @param from the level of the sample, which the network is given
   * @param to the level to reach
   */
  public Interval(Level from, Level to) {
    this(from, to, List.of());
  }

  /**
   * Whether it adds noise.
   *
   * @return true if {@code to} is the noisier level
   */
  public boolean leadsUp() {
    return to.logSnr() < from.logSnr();
  }

  /**
   * Whether it starts where there is next to no signal, alpha below 1e-3: a difference of two
   * predictions of epsilon, times sigma / alpha, would be larger than the sample. Methods of higher
   * order take a step of first order there.
   *
   * @return true at the end of a cosine schedule, at zero terminal SNR, at the start of a flow
   */
  public boolean startsWithoutSignal() {
    return from.alpha() < LEAST_SIGNAL;
  }

  /**
   * The variance that leads from {@code to} back to {@code from}: sigma^2 - (alpha / alpha')^2
   * sigma'^2, which is beta = 1 - alpha-bar / alpha-bar' for a variance preserving schedule.
   *
   * @return at least 0 when {@code to} is the cleaner level
   */
  public double beta() {
    double ratio = from.alpha() / to.alpha();
    return square(from.sigma()) - square(ratio * to.sigma());
  }

  /**
   * The variance of the sample at {@code to} when both x0 and the sample at {@code from} are known:
   * beta-tilde = sigma'^2 / sigma^2 beta (2006.11239, equation 7).
   *
   * @return at least 0 when {@code to} is the cleaner level; 0 at the end
   */
  public double betaTilde() {
    return square(to.sigma() / from.sigma()) * beta();
  }

  /**
   * The step in half log-SNR, lambda = log(alpha / sigma): h = lambda' - lambda (2206.00927).
   *
   * @return above 0 when {@code to} is the cleaner level; infinite where one end has no noise or no
   *     signal
   */
  public double h() {
    return to.lambda() - from.lambda();
  }

  /**
   * Follows a noise direction: d(x / alpha) = epsilon d(sigma / alpha), "Denoising Diffusion
   * Implicit Models" (2010.02502), equation 14.
   *
   * @param state at {@code from}
   * @param epsilon the direction, held over the interval
   * @return the state at {@code to}
   */
  public LinearForm ddimStep(LinearForm state, LinearForm epsilon) {
    // x' = (alpha' / alpha) x + (sigma' - sigma alpha' / alpha) eps
    double ratio = to.alpha() / from.alpha();
    return state.times(ratio).plus(epsilon.times(to.sigma() - from.sigma() * ratio));
  }

  /**
   * Follows a prediction made where the interval starts; well defined without signal, too.
   *
   * @param state at {@code from}
   * @param p the prediction there
   * @return the state at {@code to}
   */
  public LinearForm ddimStep(LinearForm state, Prediction p) {
    return isDrowned(from)
        ? p.x0().times(to.alpha()).plus(p.epsilon().times(to.sigma()))
        : ddimStep(state, p.epsilon());
  }

  /**
   * Goes towards a clean sample: d(x / sigma) = x0 d(alpha / sigma), "DPM-Solver++" (2211.01095),
   * proposition 4.1 with x0 held over the interval.
   *
   * @param state at {@code from}
   * @param x0 the clean sample
   * @return the state at {@code to}
   */
  public LinearForm dpmPlusPlusStep(LinearForm state, LinearForm x0) {
    // x' = (sigma' / sigma) x + (alpha' - alpha sigma' / sigma) x0
    double ratio = to.sigma() / from.sigma();
    return state.times(ratio).plus(x0.times(to.alpha() - from.alpha() * ratio));
  }

  /**
   * Adds the noise that leads up to a noisier level: q(x' | x), "Denoising Diffusion Probabilistic
   * Models" (2006.11239), equation 2, over any interval.
   *
   * @param state at {@code from}
   * @param noise N(0, 1), fresh
   * @return the state at {@code to}
   */
  public LinearForm addNoise(LinearForm state, LinearForm noise) {
    double ratio = to.alpha() / from.alpha();
    double variance = square(to.sigma()) - square(ratio * from.sigma());
    return state.times(ratio).plus(noise.times(Math.sqrt(Math.max(0, variance))));
  }

  /**
   * Whether there is no signal, or less than float32 can carry: of the 24 bits of x, at most 4
   * would be left of x0.
   */
  static boolean isDrowned(Level level) {
    return level.alpha() < LEAST_CARRIED * level.sigma();
  }

  private static double square(double x) {
    return x * x;
  }
}
