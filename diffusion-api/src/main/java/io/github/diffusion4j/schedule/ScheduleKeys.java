package io.github.diffusion4j.schedule;

import java.util.List;

/** The keys with which a model card gives a schedule. Those without a default must be there. */
public final class ScheduleKeys {
  /**
   * Variance preserving: {@code linear}, {@code scaled-linear}, {@code cosine}, {@code sigmoid},
   * {@code exponential-alpha-bar}; or {@code betas} or {@code alpha-bars} with a list of their own.
   * In continuous time: {@code variance-preserving}, {@code sub-variance-preserving}. Variance
   * exploding: {@code exponential}, the sample going to the network as it is, or {@code edm},
   * scaled to unit variance. Rectified flow: {@code flow}. As the methods of {@link NoiseSchedule}
   * of these names.
   */
  public static final String SCHEDULE = "schedule";

  /** T, the training steps of a schedule without a list; at least 1, variance exploding 2. */
  public static final String STEPS = "schedule.steps";

  /** Beta at time 1, in (0, 1); default 1e-4. For linear, scaled-linear and sigmoid. */
  public static final String BETA_START = "schedule.beta-start";

  /** Beta at time T, in (0, 1); default 0.02. For linear, scaled-linear and sigmoid. */
  public static final String BETA_END = "schedule.beta-end";

  /** Beta at time 0 of the schedules in continuous time, above 0; default 0.1. */
  public static final String BETA_MIN = "schedule.beta-min";

  /** Beta at time T of the schedules in continuous time, at least that at time 0; default 20. */
  public static final String BETA_MAX = "schedule.beta-max";

  /** Sigma at time 1, above 0; default 0.002. For exponential and edm. */
  public static final String SIGMA_MIN = "schedule.sigma-min";

  /** Sigma at time T, above that at time 1; default 80. For exponential and edm. */
  public static final String SIGMA_MAX = "schedule.sigma-max";

  /**
   * Standard deviation of the clean samples, above 0; default 0.5. For edm, whose input scale is 1
   * / sqrt(sigma^2 + sigma-data^2).
   */
  public static final String SIGMA_DATA = "schedule.sigma-data";

  /** Shift towards noise, above 0; default 1, none. For flow. */
  public static final String SHIFT = "schedule.shift";

  /** The comma-separated list of {@code betas} or {@code alpha-bars}, from time 1 to T. */
  public static final String VALUES = "schedule.values";

  /**
   * {@code keep} (default), or {@code zero} for a variance preserving schedule rescaled to zero
   * terminal SNR.
   */
  public static final String TERMINAL_SNR = "schedule.terminal-snr";

  /** All of the above. */
  public static final List<String> ALL =
      List.of(
          SCHEDULE,
          STEPS,
          BETA_START,
          BETA_END,
          BETA_MIN,
          BETA_MAX,
          SIGMA_MIN,
          SIGMA_MAX,
          SIGMA_DATA,
          SHIFT,
          VALUES,
          TERMINAL_SNR);

  private ScheduleKeys() {}
}
