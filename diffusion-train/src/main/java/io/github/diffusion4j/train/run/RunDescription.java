package io.github.diffusion4j.train.run;

import com.google.common.collect.ImmutableMap;
import com.google.common.collect.Maps;
import com.google.common.collect.Sets;
import io.github.diffusion4j.files.AtomicFile;
import io.github.diffusion4j.model.ContextSpec;
import io.github.diffusion4j.train.data.Dataset;
import io.github.diffusion4j.train.io.SortedProperties;
import io.github.diffusion4j.train.learn.ContextWeights;
import io.github.diffusion4j.train.network.Network;
import io.github.diffusion4j.train.network.Networks;
import io.github.diffusion4j.train.recipe.DistillationConfig;
import io.github.diffusion4j.train.recipe.TrainingConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a run is, in its {@code config.properties}: enough to rebuild the network, to go on, and to
 * write the model's card without the data at hand.
 *
 * @param network what is made: its context are the labels
 * @param config the recipe
 * @param data what is recorded of the data, by key
 * @param teaching how it is distilled; empty for a network that learns from the data itself
 */
public record RunDescription(
    Network network,
    TrainingConfig config,
    Map<String, String> data,
    Optional<DistillationConfig> teaching) {
  static final String LABELS = "data.labels";
  public static final String FINGERPRINT = "data.fingerprint";
  private static final String NETWORK = "network.";
  private static final String DATA = "data.";
  private static final Set<String> NOT_OF_THE_CONFIG =
      Set.of(NETWORK, DATA, DistillationConfig.PREFIX);

  public RunDescription {
    data = ImmutableMap.copyOf(data);
  }

  public static RunDescription of(Network network, TrainingConfig config, Dataset data) {
    if (!network.shape().equals(data.shape()) || network.contextSize() != data.labels().size()) {
      throw new IllegalArgumentException(
          "the network makes %s from %d context values, the data has %s and %d labels"
              .formatted(
                  network.shape(), network.contextSize(), data.shape(), data.labels().size()));
    }
    if (data.training().size() == 0) {
      throw new IllegalArgumentException(
          "%s: all of it is held out; nothing is left to train on".formatted(data));
    }
    return new RunDescription(
        network,
        config,
        ImmutableMap.<String, String>builder()
            .put("data.name", data.source().name())
            .put("data.author", data.source().author())
            .put("data.licence", data.source().licence())
            .put("data.trained-on", Integer.toString(data.training().size()))
            .put("data.held-out", Integer.toString(data.heldOut().size()))
            .put(
                "data.left-out",
                data.excludedCombinations().stream()
                    .map(labels -> String.join("+", labels))
                    .collect(Collectors.joining(",")))
            .put(LABELS, ContextSpec.labels(data.labels()).labelsText())
            .put(FINGERPRINT, data.fingerprint())
            .buildOrThrow(),
        Optional.empty());
  }

  /** The same run, taught. */
  public RunDescription taught(DistillationConfig newTeaching) {
    return new RunDescription(network, config, data, Optional.of(newTeaching));
  }

  /** The network as in training, where it also receives the augmentation parameters. */
  public Network networkInTraining() {
    return ContextWeights.widened(network, config.objective().augmentation().size());
  }

  public static RunDescription read(RunFolder folder) {
    Map<String, String> entries;
    try {
      entries = SortedProperties.parse(Files.readAllBytes(folder.config()));
    } catch (IOException e) {
      throw new UncheckedIOException(folder + " holds no run", e);
    }
    ImmutableMap.Builder<String, String> network = ImmutableMap.builder();
    Maps.filterKeys(entries, key -> key.startsWith(NETWORK))
        .forEach((key, value) -> network.put(key.substring(NETWORK.length()), value));
    Map<String, String> config =
        Maps.filterKeys(entries, key -> NOT_OF_THE_CONFIG.stream().noneMatch(key::startsWith));
    Map<String, String> teaching =
        Maps.filterKeys(entries, key -> key.startsWith(DistillationConfig.PREFIX));
    return new RunDescription(
        Networks.of(network.buildOrThrow()),
        TrainingConfig.of(config),
        Maps.filterKeys(entries, key -> key.startsWith(DATA)),
        teaching.isEmpty() ? Optional.empty() : Optional.of(DistillationConfig.of(teaching)));
  }

  public void write(RunFolder folder) {
    ImmutableMap.Builder<String, String> entries = ImmutableMap.builder();
    entries.putAll(config.toMap()).putAll(data);
    network.configuration().forEach((key, value) -> entries.put(NETWORK + key, value));
    teaching.ifPresent(t -> entries.putAll(t.toMap()));
    byte[] text = SortedProperties.of(entries.buildOrThrow());
    AtomicFile.write(folder.config(), out -> out.write(text));
  }

  /** The same run with some settings changed; refuses other data than it was begun with. */
  public RunDescription on(Dataset again, Map<String, String> changes) {
    if (!again.fingerprint().equals(data.get(FINGERPRINT))) {
      throw new IllegalArgumentException(
          "the run was begun with other data (%s) than %s; resume it with the same"
              .formatted(data.get("data.name"), again));
    }
    if (teaching.isPresent()) {
      refuseOtherObjective(changes.keySet());
    }
    Map<String, String> changed =
        ImmutableMap.<String, String>builder()
            .putAll(config.toMap())
            .putAll(changes)
            .buildKeepingLast();
    RunDescription untaught = of(network, TrainingConfig.of(changed), again);
    return teaching.map(untaught::taught).orElse(untaught);
  }

  /** Refuses settings with which a student would learn something else than its teacher did. */
  public void refuseOtherObjective(Set<String> settings) {
    Set<String> own = Sets.intersection(settings, config.objective().toMap().keySet());
    if (!own.isEmpty()) {
      throw new IllegalArgumentException(
          "%s: a student learns what its teacher did; leave it out".formatted(own));
    }
  }
}
