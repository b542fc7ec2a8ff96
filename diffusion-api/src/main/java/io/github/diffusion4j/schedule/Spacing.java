package io.github.diffusion4j.schedule;

import com.google.common.primitives.ImmutableDoubleArray;
import io.github.diffusion4j.numeric.BetaDistribution;

/**
 * Which times of a schedule a sampler visits. {@link #trailing} is the one to use when unsure.
 *
 * <p>Trailing, leading and linspace ("Common Diffusion Noise Schedules and Sample Steps are
 * Flawed", 2305.08891, table 2) visit whole times, those a network was trained at; the others visit
 * times between them as well.
 *
 * <p>Implementations are immutable and thread-safe. A pipeline keeps the plans that it compiled
 * last under their spacing and sampler: those of one's own are best records or constants, since a
 * plan is found again by {@code equals}.
 */
@FunctionalInterface
public interface Spacing {

  /**
   * The times in the order they are visited, and where the last step ends.
   *
   * @param schedule whose times they are
   * @param steps how many are visited, from 1 to T
   * @return {@code steps + 1} strictly falling times; the last is 0, the clean image
   * @throws IllegalArgumentException if steps is outside 1 to T, or the spacing cannot be had on
   *     this schedule
   */
  double[] times(NoiseSchedule schedule, int steps);

  /**
   * Counts T/steps down from T, so the first step starts from pure noise.
   *
   * @return the spacing
   */
  static Spacing trailing() {
    return WholeTimes.TRAILING;
  }

  /**
   * Counts floor(T/steps) up from 1. It never visits T, and less so with few steps.
   *
   * @return the spacing
   */
  static Spacing leading() {
    return WholeTimes.LEADING;
  }

  /**
   * Even from T to 1, both visited; one step visits T.
   *
   * @return the spacing
   */
  static Spacing linspace() {
    return WholeTimes.LINSPACE;
  }

  /**
   * {@link #karras(double)} with the paper's rho, 7.
   *
   * @return the spacing
   */
  static Spacing karras() {
    return karras(7);
  }

  /**
   * Even in (sigma/alpha)^(1/rho) from T to 1, both visited; one step visits T. "Elucidating the
   * Design Space of Diffusion-Based Generative Models" (2206.00364), equation 5. It cannot be had
   * where no signal is left at T.
   *
   * @param rho from 1 (even in sigma/alpha) to 1000 (nearly {@link #exponential})
   * @return the spacing
   * @throws IllegalArgumentException if rho is outside
   */
  static Spacing karras(double rho) {
    return LogSnrSpacing.karras(rho);
  }

  /**
   * Even in log(sigma/alpha) from T to 1, both visited; one step visits T. It cannot be had where
   * no signal is left at T.
   *
   * @return the spacing, the same as {@link #logSnr}
   */
  static Spacing exponential() {
    return logSnr();
  }

  /**
   * Even in log-SNR, as in "DPM-Solver" (2206.00927). Log-SNR is -2 log(sigma/alpha), so the places
   * are those of {@link #exponential}: one spacing with two names in the literature.
   *
   * @return the spacing, the same as {@link #exponential}
   */
  static Spacing logSnr() {
    return LogSnrSpacing.inLogSnr();
  }

  /**
   * {@link #beta(double, double)} with the paper's parameters, 0.6 and 0.6: dense at both ends.
   *
   * @return the spacing
   */
  static Spacing beta() {
    return beta(0.6, 0.6);
  }

  /**
   * Quantiles of a Beta distribution over the times from T to 1, both visited; one step visits T.
   * "Beta Sampling is All You Need" (2407.12173).
   *
   * @param alpha in (0, 1000]; below 1 it is dense towards time 1
   * @param beta in (0, 1000]; below 1 it is dense towards T
   * @return the spacing; with parameters near 0 and many steps, neighbours coincide and {@link
   *     #times} refuses
   * @throws IllegalArgumentException if a parameter is outside
   */
  static Spacing beta(double alpha, double beta) {
    return new BetaQuantiles(new BetaDistribution(alpha, beta));
  }

  /**
   * An explicit list, for as many steps as it is long.
   *
   * @param times to be visited, strictly falling, each above 0; the end, 0, is added
   * @return the spacing; {@link #times} refuses other numbers of steps and schedules that are
   *     shorter than the first time
   * @throws IllegalArgumentException if there is none, or they are not so
   */
  static Spacing of(double... times) {
    return new ExplicitTimes(ImmutableDoubleArray.copyOf(times));
  }

  /**
   * A spacing by its name in a model card or a command line.
   *
   * @param name trailing, leading, linspace, karras, exponential, log-snr or beta
   * @return the spacing
   * @throws IllegalArgumentException if there is none of that name
   */
  static Spacing named(String name) {
    return NamedSpacings.of(name);
  }
}
