package io.github.diffusion4j.train.finetune;

import com.google.common.collect.ImmutableMap;
import com.google.common.collect.Maps;
import com.google.common.collect.Sets;
import io.github.diffusion4j.files.AtomicFile;
import io.github.diffusion4j.model.CardKeys;
import io.github.diffusion4j.schedule.ScheduleKeys;
import io.github.diffusion4j.train.io.SortedProperties;
import io.github.diffusion4j.train.network.Lora;
import io.github.diffusion4j.train.recipe.TrainingConfig;
import io.github.diffusion4j.train.run.RunFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a fine-tuning is, in its {@code config.properties}.
 *
 * @param config the recipe
 * @param lora what is trained in place of the weights; empty for the weights
 * @param preservation of the class; empty for none
 * @param data what is recorded of the data and the base, by key
 */
record TuningRun(
    TrainingConfig config,
    Optional<Lora> lora,
    Optional<Preservation> preservation,
    Map<String, String> data) {
  private static final Set<String> NOT_OF_THE_CONFIG =
      Set.of("lora.", "prior.", "data.", "source.");

  /** Small steps, and few: what there is to learn is little. */
  private static final Map<String, String> DEFAULTS =
      ImmutableMap.<String, String>builder()
          .put("steps", "200")
          .put("batch", "8")
          .put("learning-rate", "0.0005")
          .put("warmup", "20")
          .put("average-decay", "0.98")
          .put("context-dropout", "0")
          .put("log-every", "20")
          .put("checkpoint-every", "100")
          .buildOrThrow();

  /** A few images can be neither changed nor held out. */
  private static final Map<String, String> NEVER =
      ImmutableMap.of("augmentation", "0", "evaluate-every", "0", "samples-every", "0");

  /** Factors begin at zero, and a step of theirs is small in the weights. */
  private static final Map<String, String> DEFAULTS_OF_LORA =
      ImmutableMap.of("learning-rate", "0.003", "weight-decay", "0");

  static Map<String, String> defaults(Optional<Lora> lora) {
    return ImmutableMap.<String, String>builder()
        .putAll(Maps.filterKeys(TrainingConfig.defaults().toMap(), TuningRun::isOffered))
        .putAll(DEFAULTS)
        .putAll(lora.isPresent() ? DEFAULTS_OF_LORA : Map.of())
        .buildKeepingLast();
  }

  private static boolean isOffered(String key) {
    return !isOfTheObjective(key) && !NEVER.containsKey(key);
  }

  /** What the base was trained for is what it is tuned for. */
  static TrainingConfig config(BaseModel base, Optional<Lora> lora, Map<String, String> given) {
    Set<String> fixed = Sets.filter(given.keySet(), TuningRun::isOfTheObjective);
    if (!fixed.isEmpty()) {
      throw new IllegalArgumentException(
          "%s: a tuned model predicts what it did before; leave it out".formatted(fixed));
    }
    TrainingConfig config =
        TrainingConfig.of(
            ImmutableMap.<String, String>builder()
                .putAll(defaults(lora))
                .putAll(NEVER)
                .putAll(given)
                .putAll(base.objective())
                .buildKeepingLast());
    if (config.objective().augmentation().size() > 0) {
      throw new IllegalArgumentException(
          "augmentation = %s: a tuned model is shown its images as they are; leave it out"
              .formatted(config.objective().augmentation().probability()));
    }
    return config;
  }

  private static boolean isOfTheObjective(String key) {
    return key.startsWith(ScheduleKeys.SCHEDULE)
        || key.equals(CardKeys.PREDICTION)
        || key.equals("weighting");
  }

  static TuningRun read(RunFolder folder) {
    Map<String, String> entries;
    try {
      entries = SortedProperties.parse(Files.readAllBytes(folder.config()));
    } catch (IOException e) {
      throw new UncheckedIOException(folder + " holds no run", e);
    }
    return new TuningRun(
        TrainingConfig.of(
            Maps.filterKeys(entries, key -> NOT_OF_THE_CONFIG.stream().noneMatch(key::startsWith))),
        Lora.of(entries),
        Preservation.of(entries),
        Maps.filterKeys(entries, key -> key.startsWith("data.") || key.startsWith("source.")));
  }

  /** The same run with some settings changed. */
  TuningRun with(BaseModel base, Map<String, String> changes) {
    Map<String, String> settings =
        ImmutableMap.<String, String>builder()
            .putAll(Maps.filterKeys(config.toMap(), key -> !isOfTheObjective(key)))
            .putAll(changes)
            .buildKeepingLast();
    return new TuningRun(config(base, lora, settings), lora, preservation, data);
  }

  void write(RunFolder folder) {
    byte[] text = SortedProperties.of(toMap());
    AtomicFile.write(folder.config(), out -> out.write(text));
  }

  /** Everything, by key. */
  Map<String, String> toMap() {
    ImmutableMap.Builder<String, String> entries = ImmutableMap.builder();
    entries.putAll(config.toMap()).putAll(data);
    lora.ifPresent(l -> entries.putAll(l.toMap()));
    preservation.ifPresent(p -> entries.putAll(p.toMap()));
    return entries.buildOrThrow();
  }
}
