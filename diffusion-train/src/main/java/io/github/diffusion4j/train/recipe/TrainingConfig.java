package io.github.diffusion4j.train.recipe;

import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSortedMap;
import com.google.common.collect.Sets;
import io.github.diffusion4j.schedule.ScheduleKeys;
import io.github.diffusion4j.train.io.Settings;
import java.util.Map;
import java.util.Set;

/**
 * The recipe of a run. With the network and the data it decides the outcome to the bit, on one
 * machine and one number of threads.
 *
 * <p>Every value has a name, so that a configuration can be written as text and changed by {@link
 * #with}: {@code TrainingConfig.defaults().with("batch", "32").with("schedule", "linear")}.
 *
 * @param seed of everything that is drawn
 * @param threads of the engine; 0 for one per processor that the process may use
 * @param objective what is learned
 * @param optimization how it is learned
 * @param cadence how often progress is kept
 */
public record TrainingConfig(
    long seed,
    int threads,
    Objective objective,
    Optimization optimization,
    LoggingIntervals cadence) {

  private static final Map<String, String> DEFAULTS =
      ImmutableMap.<String, String>builder()
          .put("seed", "1")
          .put("threads", "0")
          .put("prediction", "v")
          .put("schedule", "cosine")
          .put("schedule.steps", "1000")
          .put("weighting", "uniform")
          .put("times", "whole")
          .put("told", "fraction")
          .put("context-dropout", "0.1")
          .put("augmentation", "0")
          .put("steps", "20000")
          .put("batch", "64")
          .put("learning-rate", "0.001")
          .put("warmup", "500")
          .put("cooldown", "0.2")
          .put("beta1", "0.9")
          .put("beta2", "0.99")
          .put("weight-decay", "0.01")
          .put("clip-norm", "1")
          .put("average-decay", "0.9995")
          .put("log-every", "50")
          .put("evaluate-every", "1000")
          .put("checkpoint-every", "1000")
          .put("samples-every", "2000")
          .buildOrThrow();

  /** Keys that have no default but may be given. */
  private static final Set<String> OPTIONAL =
      Set.of(
          ScheduleKeys.BETA_START,
          ScheduleKeys.BETA_END,
          ScheduleKeys.BETA_MIN,
          ScheduleKeys.BETA_MAX,
          ScheduleKeys.SIGMA_MIN,
          ScheduleKeys.SIGMA_MAX,
          ScheduleKeys.SIGMA_DATA,
          ScheduleKeys.SHIFT,
          ScheduleKeys.VALUES,
          ScheduleKeys.TERMINAL_SNR);

  /**
   * Checks the ranges.
   *
   * @param seed of everything that is drawn
   * @param threads of the engine
   * @param objective what is learned
   * @param optimization how it is learned
   * @param cadence how often progress is kept
   * @throws IllegalArgumentException if the number of threads is negative
   */
  public TrainingConfig {
    Settings.check("threads", threads, threads >= 0, "at least 0");
  }

  /**
   * What fits a small network and small images: v on a cosine schedule of 1000 steps.
   *
   * @return the default configuration
   */
  public static TrainingConfig defaults() {
    return of(Map.of());
  }

  /**
   * A configuration from text.
   *
   * @param entries values by name; what is missing has its default
   * @return the configuration
   * @throws IllegalArgumentException if a name is unknown or a value out of range; the message
   *     names the bound, or the names there are
   */
  public static TrainingConfig of(Map<String, String> entries) {
    Set<String> known = Sets.union(DEFAULTS.keySet(), OPTIONAL);
    for (String key : entries.keySet()) {
      if (!known.contains(key)) {
        throw new IllegalArgumentException(
            "'%s' is not a training setting; there are %s"
                .formatted(key, ImmutableSortedMap.copyOf(DEFAULTS).keySet()));
      }
    }
    Settings settings =
        new Settings(
            ImmutableMap.<String, String>builder()
                .putAll(DEFAULTS)
                .putAll(entries)
                .buildKeepingLast());
    return new TrainingConfig(
        settings.whole("seed"),
        Math.toIntExact(settings.whole("threads")),
        Objective.of(settings),
        Optimization.of(settings),
        LoggingIntervals.of(settings));
  }

  /**
   * This configuration with one value changed.
   *
   * @param key its name
   * @param value as text
   * @return the changed copy
   * @throws IllegalArgumentException if the name is unknown or the value out of range
   */
  public TrainingConfig with(String key, String value) {
    return of(
        ImmutableMap.<String, String>builder().putAll(toMap()).put(key, value).buildKeepingLast());
  }

  /**
   * This configuration as text.
   *
   * @return every value by its name; {@link #of} reads it
   */
  public Map<String, String> toMap() {
    return ImmutableSortedMap.<String, String>naturalOrder()
        .put("seed", Long.toString(seed))
        .put("threads", Integer.toString(threads))
        .putAll(objective.toMap())
        .putAll(optimization.toMap())
        .putAll(cadence.toMap())
        .buildOrThrow();
  }
}
