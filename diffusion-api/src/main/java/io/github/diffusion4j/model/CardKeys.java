package io.github.diffusion4j.model;

import com.google.common.collect.ImmutableSet;

/**
 * The keys of a model card. Those without a default must be there.
 *
 * <p>A card may hold other keys as information, such as {@code licence} or {@code data.author}. A
 * key that is not listed here is refused if it stands under a group of this list, such as {@code
 * schedule.}, or differs from a listed key by a slip of spelling, and otherwise logged as a
 * warning, unless it, or what stands before its first dot, is one of {@code attribution}, {@code
 * author}, {@code data}, {@code description}, {@code licence}, {@code license}, {@code network},
 * {@code recipe}, {@code source}, {@code teacher}, {@code training}, {@code version} and {@code
 * weights}.
 */
public final class CardKeys {
  /** Name of the model; default: the file's. */
  public static final String NAME = "name";

  /** Shape of one sample, such as {@code 3x16x16}. */
  public static final String SHAPE = "shape";

  /**
   * {@code fixed} (default), or {@code learned-range} for an output of twice the channels, the
   * second half of which says where the variance lies between the two of DDPM (2102.09672).
   */
  public static final String VARIANCE = "variance";

  /**
   * Variance preserving: {@code linear}, {@code scaled-linear}, {@code cosine}, {@code sigmoid},
   * {@code exponential-alpha-bar}; or {@code betas} or {@code alpha-bars} with a list of their own.
   * Variance exploding: {@code exponential}, the sample going to the network as it is, or {@code
   * edm}, scaled to unit variance. Rectified flow: {@code flow}. As the methods of {@link
   * io.github.diffusion4j.schedule.NoiseSchedule} of these names.
   */
  public static final String SCHEDULE = "schedule";

  /** T, the training steps of a schedule without a list; at least 1, variance exploding 2. */
  public static final String SCHEDULE_STEPS = "schedule.steps";

  /** Beta at time 1, in (0, 1); default 1e-4. For linear, scaled-linear and sigmoid. */
  public static final String BETA_START = "schedule.beta-start";

  /** Beta at time T, in (0, 1); default 0.02. For linear, scaled-linear and sigmoid. */
  public static final String BETA_END = "schedule.beta-end";

  /** Sigma at time 1, above 0; default 0.002. For exponential and edm. */
  public static final String SCHEDULE_SIGMA_MIN = "schedule.sigma-min";

  /** Sigma at time T, above that at time 1; default 80. For exponential and edm. */
  public static final String SCHEDULE_SIGMA_MAX = "schedule.sigma-max";

  /**
   * Standard deviation of the clean samples, above 0; default 0.5. For edm, whose input scale is 1
   * / sqrt(sigma^2 + sigma-data^2).
   */
  public static final String SCHEDULE_SIGMA_DATA = "schedule.sigma-data";

  /**
   * Shift towards noise; 1, none, which is the default, is the only one that is taken: networks of
   * a shifted flow are told sigma, which is no straight line in t. For flow.
   */
  public static final String SCHEDULE_SHIFT = "schedule.shift";

  /** The comma-separated list of {@code betas} or {@code alpha-bars}, from time 1 to T. */
  public static final String SCHEDULE_VALUES = "schedule.values";

  /**
   * {@code keep} (default), or {@code zero} for a variance preserving schedule rescaled to zero
   * terminal SNR.
   */
  public static final String TERMINAL_SNR = "schedule.terminal-snr";

  /**
   * What the raw output means: {@code epsilon}, {@code x0}, {@code v}, {@code flow}, {@code score},
   * {@code edm}, {@code edm-v} or {@code consistency}.
   */
  public static final String PREDICTION = "prediction";

  /**
   * Standard deviation of the clean samples, above 0; default: {@link #SCHEDULE_SIGMA_DATA} if it
   * is there, else 0.5. For edm, edm-v and consistency.
   */
  public static final String PREDICTION_SIGMA_DATA = "prediction.sigma-data";

  /**
   * Sigma/alpha at which the network changes nothing, 0 or above; default: {@link
   * #SCHEDULE_SIGMA_MIN} if it is there, else 0.002. For consistency.
   */
  public static final String PREDICTION_SIGMA_MIN = "prediction.sigma-min";

  /**
   * How the network counts time t of 1 to T: {@code fraction} (t/T), {@code index} (t - 1, from 0)
   * or {@code step} (t); or leave it out and give {@link #TIME_OFFSET} and {@link #TIME_SCALE}.
   */
  public static final String TIME = "time";

  /**
   * The network's time is (t + offset) * scale; default 0. Networks that are told a logarithm of
   * sigma can be written so on a geometric schedule.
   */
  public static final String TIME_OFFSET = "time.offset";

  /** The network's time is (t + offset) * scale; for a card without {@link #TIME}. */
  public static final String TIME_SCALE = "time.scale";

  /** Graph input of the sample; default {@code x}. */
  public static final String INPUT_SAMPLE = "input.sample";

  /** Graph input of the time; default {@code t}. */
  public static final String INPUT_TIME = "input.time";

  /** Graph input of the context; default {@code c}. */
  public static final String INPUT_CONTEXT = "input.context";

  /** Graph output; default: the only one. */
  public static final String OUTPUT = "output";

  /** Number of context values; default: one a label. */
  public static final String CONTEXT_SIZE = "context.size";

  /**
   * Comma-separated names of the context values; default: none. Blanks around a name do not count.
   * {@code \,} is a comma inside a name, {@code \\} a backslash, and a backslash, {@code u} and
   * four hexadecimal digits any character, such as a blank at the end; in a {@code .properties}
   * file, where a backslash is itself written twice, {@code cat\\, small}.
   */
  public static final String LABELS = "labels";

  /** Range of the values, such as {@code -1,1} (default). */
  public static final String RANGE = "range";

  /** Recommended sampler; default {@code ddim}. */
  public static final String SAMPLER = "sampler";

  /** Recommended steps; default 50 or T, whichever is less. */
  public static final String STEPS = "sampler.steps";

  /**
   * Recommended spacing: {@code trailing} (default), {@code leading}, {@code linspace}, {@code
   * karras}, {@code exponential}, {@code log-snr} or {@code beta}.
   */
  public static final String SPACING = "sampler.spacing";

  /** Recommended eta of DDIM; default 0. */
  public static final String ETA = "sampler.eta";

  /** Recommended guidance weight; default 1, none. */
  public static final String GUIDANCE = "sampler.guidance";

  /** Recommended bound of |x0-hat|, or {@code none} (default). */
  public static final String CLIP = "sampler.clip";

  /** All of the above. */
  static final ImmutableSet<String> ALL =
      ImmutableSet.of(
          NAME,
          SHAPE,
          VARIANCE,
          SCHEDULE,
          SCHEDULE_STEPS,
          BETA_START,
          BETA_END,
          SCHEDULE_SIGMA_MIN,
          SCHEDULE_SIGMA_MAX,
          SCHEDULE_SIGMA_DATA,
          SCHEDULE_SHIFT,
          SCHEDULE_VALUES,
          TERMINAL_SNR,
          PREDICTION,
          PREDICTION_SIGMA_DATA,
          PREDICTION_SIGMA_MIN,
          TIME,
          TIME_OFFSET,
          TIME_SCALE,
          INPUT_SAMPLE,
          INPUT_TIME,
          INPUT_CONTEXT,
          OUTPUT,
          CONTEXT_SIZE,
          LABELS,
          RANGE,
          SAMPLER,
          STEPS,
          SPACING,
          ETA,
          GUIDANCE,
          CLIP);

  private CardKeys() {}
}
