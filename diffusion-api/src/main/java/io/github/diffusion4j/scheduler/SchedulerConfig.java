package io.github.diffusion4j.scheduler;

import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import io.github.diffusion4j.model.ModelCard;
import io.github.diffusion4j.model.NetworkTime;
import io.github.diffusion4j.model.Parameterization;
import io.github.diffusion4j.names.Names;
import io.github.diffusion4j.plan.Sampler;
import io.github.diffusion4j.plan.Thresholding;
import io.github.diffusion4j.schedule.NoiseSchedule;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.StringJoiner;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a {@code scheduler_config.json} of the diffusers library says, in the terms of this library:
 * with the same network, start and noise, {@link #sampler} takes the steps that the scheduler of
 * that class takes there.
 *
 * <pre>{@code
 * SchedulerConfig config = SchedulerConfig.of(entries);
 * ModelCard card =
 *     ModelCard.builder(shape, config.schedule(), config.parameterization())
 *         .time(config.networkTime())
 *         .variance(config.variance())
 *         .build();
 * pipeline.request().sampler(config.sampler()).thresholding(config.thresholding()).steps(20);
 * }</pre>
 *
 * <p>Fields that are left out, and those that the file lists in {@code _use_default_values}, have
 * the defaults of the class in diffusers 0.40. Every field is honoured or refused by name. Fields
 * of other classes say nothing here and are listed by {@link #ignored}; those that begin with
 * {@code _} are notes of the writer.
 *
 * <p>Immutable and thread-safe. Two are equal if class, fields and arguments are.
 */
public final class SchedulerConfig {
  private static final String CLASS_NAME = "_class_name";

  private final Map<String, ? extends @Nullable Object> entries;
  private final Settings settings;
  private final ImmutableSet<String> ignored;
  private final Mapping mapping;

  private SchedulerConfig(
      Map<String, ? extends @Nullable Object> entries, Settings settings, Set<String> ignored) {
    this.entries = entries;
    this.settings = settings;
    this.ignored = ImmutableSet.copyOf(ignored);
    mapping = settings.kind().map(settings);
  }

  /**
   * Reads a configuration of the class that its {@code _class_name} says.
   *
   * @param entries as a JSON parser gives them: text, {@code Number}, {@code Boolean}, {@code
   *     List}, null
   * @return the configuration
   * @throws IllegalArgumentException if there is no class name, the class is not supported, or a
   *     field is unknown or cannot be honoured; the message names it
   */
  public static SchedulerConfig of(Map<String, ? extends @Nullable Object> entries) {
    if (!(entries.get(CLASS_NAME) instanceof String className)) {
      throw new IllegalArgumentException(
          "no %s in the scheduler's configuration: it names the class, such as DDIMScheduler"
              .formatted(CLASS_NAME));
    }
    return of(className, entries);
  }

  /**
   * Reads a configuration as another class would, such as that of a PNDM scheduler for Euler's
   * method.
   *
   * @param className such as {@code EulerDiscreteScheduler}; that of the entries does not count
   * @param entries as a JSON parser gives them: text, {@code Number}, {@code Boolean}, {@code
   *     List}, null
   * @return the configuration
   * @throws IllegalArgumentException if the class is not supported, or a field is unknown or cannot
   *     be honoured; the message names it
   */
  public static SchedulerConfig of(
      String className, Map<String, ? extends @Nullable Object> entries) {
    FieldReader reader = new FieldReader(SchedulerClass.named(className), entries);
    return new SchedulerConfig(
        Collections.unmodifiableMap(new LinkedHashMap<>(entries)),
        reader.settings(),
        reader.foreign());
  }

  /**
   * The same entries as another class reads them: the method is the other's, and the network stays
   * the one that was described.
   *
   * <pre>{@code
   * request.scheduler(pipeline.scheduler().orElseThrow().as("EulerDiscreteScheduler"));
   * }</pre>
   *
   * @param className such as {@code EulerDiscreteScheduler}
   * @return a configuration of that class, without the arguments of this one
   * @throws IllegalArgumentException if the class is not supported, or a field cannot be honoured
   *     by it; the message names it
   */
  public SchedulerConfig as(String className) {
    return of(className, entries);
  }

  /**
   * This configuration with arguments of the call that makes the timesteps or takes a step, by the
   * names they have in the reference library: {@code timesteps} and {@code sigmas} (lists, which
   * also give the number of steps), {@code original_inference_steps}, {@code eta} (DDIM: default 0;
   * TCD: default 0.3), {@code order} (LMS), {@code mu}, or in its place {@code image_seq_len}, the
   * number of image tokens that {@code base_shift} and {@code max_shift} make it from.
   *
   * @param arguments {@code Number}, {@code Boolean}, {@code double[]} or {@code List} of numbers
   * @return a copy
   * @throws IllegalArgumentException if the class has no such argument, or the value is wrong
   */
  public SchedulerConfig with(Map<String, ?> arguments) {
    arguments.keySet().stream()
        .filter(name -> !settings.kind().arguments().contains(name))
        .findFirst()
        .ifPresent(
            name -> {
              throw new IllegalArgumentException(
                  "%s has no argument %s; it has %s"
                      .formatted(
                          className(), name, Names.listed(name, settings.kind().arguments())));
            });
    return new SchedulerConfig(entries, settings.with(ImmutableMap.copyOf(arguments)), ignored);
  }

  /**
   * The class.
   *
   * @return such as {@code EulerDiscreteScheduler}
   */
  public String className() {
    return settings.kind().className();
  }

  /**
   * The schedule of the network: T is {@code num_train_timesteps}, and timestep t of the reference
   * library, counted from 0, is time t + 1.
   *
   * @return the schedule
   */
  public NoiseSchedule schedule() {
    return mapping.schedule();
  }

  /**
   * What the network's raw output means.
   *
   * @return the parameterization
   */
  public Parameterization parameterization() {
    return mapping.parameterization();
  }

  /**
   * How the network is given the noise level.
   *
   * @return mostly the index of the training step, which may lie between two whole numbers
   */
  public NetworkTime networkTime() {
    return mapping.time();
  }

  /**
   * Whether the network predicts a variance beside the sample.
   *
   * @return learned for {@code variance_type = learned_range}, else fixed
   */
  public ModelCard.Variance variance() {
    return mapping.variance();
  }

  /**
   * What is done to x0-hat.
   *
   * @return {@code thresholding} or {@code clip_sample}, or nothing
   */
  public Thresholding thresholding() {
    return mapping.thresholding();
  }

  /**
   * The sampler. It visits the levels of this configuration, whatever the request's spacing and the
   * card's schedule are, and scales the start as the reference library does. On the way, the
   * samples of schedulers that count in sigma are what the network sees, x / sqrt(sigma^2 + 1); the
   * result is x.
   *
   * @return a sampler for any number of steps
   */
  public Sampler sampler() {
    return new ConfiguredSampler(this);
  }

  /**
   * The fields of the file that this class does not have and other classes do.
   *
   * @return their names, sorted
   */
  public Set<String> ignored() {
    return ignored;
  }

  /** The walk of the last steps. */
  Sampler walk(int walked, int steps) {
    int most = mapping.schedule().steps();
    if (steps < 1 || steps > most) {
      throw new IllegalArgumentException(
          "steps = %d: %s takes 1 to %d".formatted(steps, className(), most));
    }
    Mapping.Route route = mapping.walks().of(steps, steps - walked);
    return new Walk(className(), route.legs(), route.noise());
  }

  /**
   * What was understood, in words: what the network predicts and is given, then every field and
   * argument, one per line, and the fields without effect.
   *
   * @return lines that end in {@code \n}
   */
  public String describe() {
    StringJoiner lines = new StringJoiner("\n", "", "\n");
    lines.add(className());
    lines.add("  network predicts " + parameterization() + ", variance " + variance());
    lines.add("  network is told " + networkTime());
    lines.add("  schedule: " + schedule());
    lines.add("  clean sample: " + thresholding());
    new TreeMap<>(settings.fields())
        .forEach((key, value) -> lines.add("  " + key + " = " + Settings.shown(value)));
    new TreeMap<>(settings.arguments())
        .forEach((key, value) -> lines.add("  argument " + key + " = " + Settings.shown(value)));
    ignored.forEach(key -> lines.add("  " + key + ": not a field of this class, ignored"));
    return lines.toString();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof SchedulerConfig that && settings.equals(that.settings);
  }

  @Override
  public int hashCode() {
    return settings.hashCode();
  }

  /** The class, and the fields and arguments that are not at their default. */
  @Override
  public String toString() {
    Map<String, Object> set = new TreeMap<>(settings.fields());
    Map<String, Object> defaults = SchedulerConfig.of(className(), Map.of()).settings.fields();
    set.entrySet().removeIf(entry -> entry.getValue().equals(defaults.get(entry.getKey())));
    set.putAll(settings.arguments());
    StringJoiner text = new StringJoiner(", ", className() + " (", ")");
    set.forEach((key, value) -> text.add(key + " " + Settings.shown(value)));
    return text.toString();
  }
}
