package io.github.diffusion4j.model;

import com.google.common.collect.ImmutableSet;
import io.github.diffusion4j.schedule.ScheduleKeys;
import io.github.diffusion4j.text.Entries;
import java.util.List;
import java.util.Map;

/**
 * The keys of a model card, besides those of its schedule, {@link ScheduleKeys}. Those without a
 * default must be there.
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
   * What the raw output means: {@code epsilon}, {@code x0}, {@code v}, {@code flow}, {@code score},
   * {@code edm}, {@code edm-v} or {@code consistency}.
   */
  public static final String PREDICTION = "prediction";

  /**
   * Standard deviation of the clean samples, above 0; default: {@link ScheduleKeys#SIGMA_DATA} if
   * it is there, else 0.5. For edm, edm-v and consistency.
   */
  public static final String PREDICTION_SIGMA_DATA = "prediction.sigma-data";

  /**
   * Sigma/alpha at which the network changes nothing, 0 or above; default: {@link
   * ScheduleKeys#SIGMA_MIN} if it is there, else 0.002. For consistency.
   */
  public static final String PREDICTION_SIGMA_MIN = "prediction.sigma-min";

  /**
   * How the network is told the noise level: {@code fraction} (t/T), {@code index} (t - 1, from 0),
   * {@code step} (t), {@code sigma} (the standard deviation of the noise; for flow models the time
   * after the shift) or {@code log-sigma}; to it come {@link #TIME_OFFSET} and {@link #TIME_SCALE}.
   * Default: {@code step} in a card with a scale.
   */
  public static final String TIME = "time";

  /** The network's time is (measure + offset) scale; default 0. */
  public static final String TIME_OFFSET = "time.offset";

  /**
   * The network's time is (measure + offset) scale; default 1. Flow models are told {@code time =
   * sigma} with scale 1000, EDM {@code time = log-sigma} with scale 0.25.
   */
  public static final String TIME_SCALE = "time.scale";

  /** Graph input of the sample; default {@code x}. */
  public static final String INPUT_SAMPLE = "input.sample";

  /** Graph input of the time; default {@code t}. */
  public static final String INPUT_TIME = "input.time";

  /** Graph input of the context; default {@code c}. */
  public static final String INPUT_CONTEXT = "input.context";

  /**
   * Begins the keys that name graph inputs: {@code input.} and a role of {@link #CONTEXT_ROLES};
   * default: the role's name. A role with the input of the sample is appended to it, channel after
   * channel (conditioning by concatenation).
   */
  public static final String INPUT = "input.";

  /** Graph output; default: the only one. */
  public static final String OUTPUT = "output";

  /** Number of context values; default: one a label. */
  public static final String CONTEXT_SIZE = "context.size";

  /**
   * Comma-separated names of further inputs that the network is conditioned on, such as {@code
   * tokens,pooled}; default: none. Each has keys of its own, {@code context.ROLE.shape} and so on.
   * The role {@code class} takes one of the {@link #LABELS} by index.
   */
  public static final String CONTEXT_ROLES = "context.roles";

  /** {@code context.ROLE.kind}: {@code float} (default), {@code index} or {@code mask}. */
  public static final String ROLE_KIND = "kind";

  /** {@code context.ROLE.shape}: of one sample's values, such as {@code 77x768}. */
  public static final String ROLE_SHAPE = "shape";

  /**
   * {@code context.ROLE.extent}: {@code fixed} (default), or {@code samples} where height and width
   * follow those of the samples.
   */
  public static final String ROLE_EXTENT = "extent";

  /**
   * {@code context.ROLE.unconditional}: what the network is given where nothing is asked for, and
   * what guidance moves away from: a number everywhere (default 0; the null class), {@code
   * empty-prompt} (what the text encoder makes of it) or {@code same} (as in the guided context).
   */
  public static final String ROLE_UNCONDITIONAL = "unconditional";

  /**
   * {@code context.ROLE.fallback}: a number everywhere for contexts without the role; default: they
   * are refused.
   */
  public static final String ROLE_FALLBACK = "fallback";

  /**
   * Comma-separated names of the context values or classes; default: none. Blanks around a name do
   * not count. {@code \,} is a comma inside a name, {@code \\} a backslash, and a backslash, {@code
   * u} and four hexadecimal digits any character, such as a blank at the end; in a {@code
   * .properties} file, where a backslash is itself written twice, {@code cat\\, small}.
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

  /** All of the above, without those of roles. */
  private static final ImmutableSet<String> ALL =
      ImmutableSet.of(
          NAME,
          SHAPE,
          VARIANCE,
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
          CONTEXT_ROLES,
          LABELS,
          RANGE,
          SAMPLER,
          STEPS,
          SPACING,
          ETA,
          GUIDANCE,
          CLIP);

  private CardKeys() {}

  /**
   * The key of a setting of a role.
   *
   * @param role such as {@code tokens}
   * @param setting such as {@link #ROLE_SHAPE}
   * @return such as {@code context.tokens.shape}
   */
  public static String role(String role, String setting) {
    return "context." + role + "." + setting;
  }

  /**
   * The roles that a card names beside the plain context.
   *
   * @param entries keys, without prefix, and values
   * @return the names of {@link #CONTEXT_ROLES}
   */
  public static List<String> roles(Map<String, String> entries) {
    return Entries.list(entries.getOrDefault(CONTEXT_ROLES, ""));
  }

  /** The keys that the reader of a card with these entries looks at. */
  static ImmutableSet<String> knownTo(Map<String, String> entries) {
    ImmutableSet.Builder<String> known =
        ImmutableSet.<String>builder().addAll(ScheduleKeys.ALL).addAll(ALL);
    for (String role : roles(entries)) {
      known
          .add(INPUT + role)
          .add(role(role, ROLE_KIND))
          .add(role(role, ROLE_SHAPE))
          .add(role(role, ROLE_EXTENT))
          .add(role(role, ROLE_UNCONDITIONAL))
          .add(role(role, ROLE_FALLBACK));
    }
    return known.build();
  }
}
