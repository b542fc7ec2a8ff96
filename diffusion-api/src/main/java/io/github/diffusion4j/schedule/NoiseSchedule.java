package io.github.diffusion4j.schedule;

import io.github.diffusion4j.text.Entries;
import java.util.Map;

/**
 * How signal gives way to noise over the training steps: time 0 is the clean image, time T = {@link
 * #steps} the noisiest.
 *
 * <p>Whole times are the steps a network was trained at; between them the factories below
 * interpolate. Implement it for a schedule of your own and test it with the laws in {@code
 * io.github.diffusion4j.laws}. Implementations are immutable and thread-safe.
 */
public interface NoiseSchedule {

  /**
   * T, the number of training steps.
   *
   * @return at least 1
   */
  int steps();

  /**
   * Signal and noise at a time.
   *
   * @param time in [0, T]
   * @return the level; its {@link Level#time} is the argument
   * @throws IllegalArgumentException if the time is outside [0, T]
   */
  Level level(double time);

  /**
   * The time of a log-SNR, by bisection: {@code level(time).logSnr()} falls strictly from time 0 to
   * T.
   *
   * @param logSnr between that of T and that of time 0; both may be infinite
   * @return the time in [0, T] whose log-SNR is nearest in double precision; a whole time where it
   *     has exactly this log-SNR
   * @throws IllegalArgumentException if the schedule never has this log-SNR
   */
  default double timeAt(double logSnr) {
    return new LogSnrSearch(this).timeAt(logSnr);
  }

  /**
   * The keys and values with which a model's card gives the schedule; {@link #parse} reads an equal
   * one back. By default the list of alpha-bars of a variance preserving schedule.
   *
   * @return keys of {@link ScheduleKeys}, and values
   * @throws IllegalStateException if the schedule is of your own and does not preserve the variance
   */
  default Map<String, String> toEntries() {
    return ScheduleText.alphaBars(this);
  }

  /**
   * Reads a schedule.
   *
   * @param source what messages call the entries, such as a file
   * @param entries keys of {@link ScheduleKeys}, among others, and values
   * @return the schedule
   * @throws IllegalArgumentException if a key is missing or wrong; the message names source, key
   *     and cure
   */
  static NoiseSchedule parse(String source, Map<String, String> entries) {
    return new ScheduleReader(new Entries(source, entries)).read();
  }

  /**
   * Linear betas, "Denoising Diffusion Probabilistic Models" (2006.11239), section 4.
   *
   * @param steps T, at least 1
   * @param betaStart beta at time 1, in (0, 1); 1e-4 in the paper
   * @param betaEnd beta at time T, in (0, 1); 0.02 in the paper
   * @return the schedule
   * @throws IllegalArgumentException if a value is out of range
   */
  static NoiseSchedule linear(int steps, double betaStart, double betaEnd) {
    return TableSchedule.ofBetas(Betas.linear(steps, betaStart, betaEnd))
        .named(ScheduleText.betas("linear", steps, betaStart, betaEnd));
  }

  /**
   * Betas whose square roots are linear, "High-Resolution Image Synthesis with Latent Diffusion
   * Models" (2112.10752).
   *
   * @param steps T, at least 1
   * @param betaStart beta at time 1, in (0, 1)
   * @param betaEnd beta at time T, in (0, 1)
   * @return the schedule
   * @throws IllegalArgumentException if a value is out of range
   */
  static NoiseSchedule scaledLinear(int steps, double betaStart, double betaEnd) {
    return TableSchedule.ofBetas(Betas.scaledLinear(steps, betaStart, betaEnd))
        .named(ScheduleText.betas("scaled-linear", steps, betaStart, betaEnd));
  }

  /**
   * The squared cosine, "Improved Denoising Diffusion Probabilistic Models" (2102.09672), equation
   * 17, with its offset 0.008 and betas capped at 0.999.
   *
   * @param steps T, at least 1
   * @return the schedule
   * @throws IllegalArgumentException if steps is below 1
   */
  static NoiseSchedule cosine(int steps) {
    return TableSchedule.ofBetas(Betas.cosine(steps)).named(ScheduleText.of("cosine", steps));
  }

  /**
   * Betas along a sigmoid over [-6, 6], as in GeoDiff (2203.02923).
   *
   * @param steps T, at least 1
   * @param betaStart the lower end, in (0, 1)
   * @param betaEnd the upper end, in (0, 1)
   * @return the schedule
   * @throws IllegalArgumentException if a value is out of range
   */
  static NoiseSchedule sigmoid(int steps, double betaStart, double betaEnd) {
    return TableSchedule.ofBetas(Betas.sigmoid(steps, betaStart, betaEnd))
        .named(ScheduleText.betas("sigmoid", steps, betaStart, betaEnd));
  }

  /**
   * Signal that decays exponentially, alpha-bar(t) = exp(-12 t/T): all betas are equal. It is what
   * other libraries call {@code exp}. Betas are capped at 0.999.
   *
   * @param steps T, at least 1
   * @return the schedule
   * @throws IllegalArgumentException if steps is below 1
   */
  static NoiseSchedule exponentialAlphaBar(int steps) {
    return TableSchedule.ofBetas(Betas.exponentialAlphaBar(steps))
        .named(ScheduleText.of("exponential-alpha-bar", steps));
  }

  /**
   * Variance preserving in continuous time, "Score-Based Generative Modeling through Stochastic
   * Differential Equations" (2011.13456), equations 11 and 29: with u = t / T, beta(u) = beta-min +
   * u (beta-max - beta-min) and B its integral, alpha = exp(-B / 2) and sigma^2 = 1 - exp(-B).
   *
   * @param steps T, at least 1: how finely time is counted, and the most steps a sampler takes
   * @param betaMin beta at time 0, above 0; 0.1 in the paper
   * @param betaMax beta at time T, at least beta-min and finite; 20 in the paper
   * @return the schedule
   * @throws IllegalArgumentException if a value is out of range
   */
  static NoiseSchedule variancePreserving(int steps, double betaMin, double betaMax) {
    return new ContinuousBetas(steps, betaMin, betaMax);
  }

  /**
   * Sub-VP, "Score-Based Generative Modeling through Stochastic Differential Equations"
   * (2011.13456), equations 12 and 29: alpha = exp(-B / 2) as in {@link #variancePreserving}, and
   * sigma = 1 - exp(-B). The variance of samples is at most that of the variance preserving one.
   *
   * @param steps T, at least 1: how finely time is counted, and the most steps a sampler takes
   * @param betaMin beta at time 0, above 0; 0.1 in the paper
   * @param betaMax beta at time T, at least beta-min and finite; 20 in the paper
   * @return the schedule
   * @throws IllegalArgumentException if a value is out of range
   */
  static NoiseSchedule subVariancePreserving(int steps, double betaMin, double betaMax) {
    return new SubVariancePreserving(new ContinuousBetas(steps, betaMin, betaMax));
  }

  /**
   * Variance exploding, "Score-Based Generative Modeling through Stochastic Differential Equations"
   * (2011.13456): alpha = 1, sigma geometric from time 1 to T, and from 0 to sigma-min between
   * times 0 and 1. The network sees the sample as it is, as in NCSN.
   *
   * @param steps T, at least 2
   * @param sigmaMin sigma at time 1, above 0; 0.01 in the paper, for pixels in [0, 1]
   * @param sigmaMax sigma at time T, above sigma-min and finite; 50 in the paper for CIFAR-10
   * @return the schedule
   * @throws IllegalArgumentException if a value is out of range
   */
  static NoiseSchedule exponential(int steps, double sigmaMin, double sigmaMax) {
    return new VarianceExploding(steps, sigmaMin, sigmaMax);
  }

  /**
   * {@link #exponential} for networks that see samples of unit variance, "Elucidating the Design
   * Space of Diffusion-Based Generative Models" (2206.00364), table 1: the input scale is 1 /
   * sqrt(sigma^2 + sigma-data^2).
   *
   * <p>The network's time of that paper, ln(sigma) / 4, is a straight line in the time from time 1
   * on, with slope ln(sigma-max / sigma-min) / (4 (T - 1)).
   *
   * @param steps T, at least 2
   * @param sigmaMin sigma at time 1, above 0; 0.002 in the paper
   * @param sigmaMax sigma at time T, above sigma-min and finite; 80 in the paper
   * @param sigmaData standard deviation of the clean samples, above 0; 0.5 in the paper
   * @return the schedule
   * @throws IllegalArgumentException if a value is out of range
   */
  static NoiseSchedule edm(int steps, double sigmaMin, double sigmaMax, double sigmaData) {
    return new InputScaled(new VarianceExploding(steps, sigmaMin, sigmaMax), sigmaData);
  }

  /**
   * Rectified flow, "Flow Straight and Fast" (2209.03003): alpha = 1 - sigma, with sigma = t/T
   * shifted towards noise as in "Scaling Rectified Flow Transformers" (2403.03206), equation 23:
   * shift u / (1 + (shift - 1) u). No signal is left at T.
   *
   * @param steps T, at least 1
   * @param shift above 0; 1 is none, 3 in the paper for large images
   * @return the schedule
   * @throws IllegalArgumentException if a value is out of range
   */
  static NoiseSchedule flow(int steps, double shift) {
    return new Flow(steps, shift);
  }

  /**
   * A schedule by its betas.
   *
   * @param betas beta at times 1 to T, each in (0, 1)
   * @return the schedule with alpha-bar(t) = product of (1 - beta(s)) over s = 1..t
   * @throws IllegalArgumentException if there is none, or one is outside (0, 1)
   */
  static NoiseSchedule ofBetas(double... betas) {
    return TableSchedule.ofBetas(betas).named(ScheduleText.list("betas", betas));
  }

  /**
   * A schedule by its alpha-bars.
   *
   * @param alphaBars alpha-bar at times 1 to T, strictly decreasing, below 1, the last at least 0
   * @return the schedule; alpha-bar at time 0 is 1
   * @throws IllegalArgumentException if they are not so
   */
  static NoiseSchedule ofAlphaBars(double... alphaBars) {
    return TableSchedule.ofAlphaBars(alphaBars);
  }

  /**
   * The schedule with no signal left at T, "Common Diffusion Noise Schedules and Sample Steps are
   * Flawed" (2305.08891), algorithm 1. Time 1 keeps its level. For networks that predict v or x0:
   * an epsilon network says nothing where there is no signal.
   *
   * @param schedule variance preserving, with at least 2 steps
   * @return the rescaled schedule
   * @throws IllegalArgumentException if the schedule has fewer than 2 steps, or does not preserve
   *     the variance
   */
  static NoiseSchedule zeroTerminalSnr(NoiseSchedule schedule) {
    return TableSchedule.zeroTerminalSnr(schedule)
        .named(ScheduleText.with(schedule.toEntries(), ScheduleKeys.TERMINAL_SNR, "zero"));
  }
}
