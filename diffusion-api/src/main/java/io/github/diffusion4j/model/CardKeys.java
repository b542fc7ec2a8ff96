package io.github.diffusion4j.model;

/** The keys of a model card. Those without a default must be there. */
public final class CardKeys {
  /** Name of the model; default: the file's. */
  public static final String NAME = "name";

  /** Shape of one sample, such as {@code 3x16x16}. */
  public static final String SHAPE = "shape";

  /** {@code fixed} (default) or {@code learned-range}. */
  public static final String VARIANCE = "variance";

  /**
   * {@code linear}, {@code scaled-linear}, {@code cosine}, {@code sigmoid}; or {@code betas} or
   * {@code alpha-bars} with a list of their own.
   */
  public static final String SCHEDULE = "schedule";

  /** T, the training steps of a named schedule. */
  public static final String SCHEDULE_STEPS = "schedule.steps";

  /** Beta at time 1; default 1e-4. */
  public static final String BETA_START = "schedule.beta-start";

  /** Beta at time T; default 0.02. */
  public static final String BETA_END = "schedule.beta-end";

  /** The comma-separated list of {@code betas} or {@code alpha-bars}, from time 1 to T. */
  public static final String SCHEDULE_VALUES = "schedule.values";

  /** {@code keep} (default), or {@code zero} for a schedule rescaled to zero terminal SNR. */
  public static final String TERMINAL_SNR = "schedule.terminal-snr";

  /** {@code epsilon}, {@code x0}, {@code v}, {@code flow} or {@code score}. */
  public static final String PREDICTION = "prediction";

  /**
   * How the network counts time t of 1 to T: {@code fraction} (t/T), {@code index} (t - 1, from 0)
   * or {@code step} (t); or leave it out and give {@link #TIME_OFFSET} and {@link #TIME_SCALE}.
   */
  public static final String TIME = "time";

  /** The network's time is (t + offset) * scale. */
  public static final String TIME_OFFSET = "time.offset";

  /** The network's time is (t + offset) * scale. */
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

  /** Comma-separated names of the context values; default: none. */
  public static final String LABELS = "labels";

  /** Range of the values, such as {@code -1,1} (default). */
  public static final String RANGE = "range";

  /** Recommended sampler; default {@code ddim}. */
  public static final String SAMPLER = "sampler";

  /** Recommended steps; default 50 or T, whichever is less. */
  public static final String STEPS = "sampler.steps";

  /** Recommended spacing; default {@code trailing}. */
  public static final String SPACING = "sampler.spacing";

  /** Recommended eta of DDIM; default 0. */
  public static final String ETA = "sampler.eta";

  /** Recommended guidance weight; default 1, none. */
  public static final String GUIDANCE = "sampler.guidance";

  /** Recommended bound of |x0-hat|, or {@code none} (default). */
  public static final String CLIP = "sampler.clip";

  private CardKeys() {}
}
