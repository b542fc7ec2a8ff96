package io.github.diffusion4j.train;

import com.google.common.collect.ImmutableMap;
import com.google.common.collect.Maps;
import io.github.diffusion4j.train.data.Dataset;
import io.github.diffusion4j.train.network.Network;
import io.github.diffusion4j.train.network.Networks;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What a run is, in its {@code config.properties}: enough to rebuild the network, to go on, and to
 * write the model's card without the data at hand.
 *
 * @param network what is made: its context are the labels
 * @param config the recipe
 * @param data what is told of the data, by key
 */
record RunDescription(Network network, TrainingConfig config, Map<String, String> data) {
  static final String LABELS = "data.labels";
  static final String FINGERPRINT = "data.fingerprint";
  private static final String NETWORK = "network.";
  private static final String DATA = "data.";

  RunDescription {
    data = ImmutableMap.copyOf(data);
  }

  static RunDescription of(Network network, TrainingConfig config, Dataset data) {
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
                data.leftOut().stream()
                    .map(labels -> String.join("+", labels))
                    .collect(Collectors.joining(",")))
            .put(LABELS, String.join(",", data.labels()))
            .put(FINGERPRINT, data.fingerprint())
            .buildOrThrow());
  }

  /** The network as it is in training, where it is also told of the augmentation. */
  Network networkInTraining() {
    return ContextWeights.widened(network, config.objective().augmentation().size());
  }

  static RunDescription read(RunFolder folder) {
    Map<String, String> entries;
    try {
      entries = PropertiesText.parse(Files.readAllBytes(folder.config()));
    } catch (IOException e) {
      throw new UncheckedIOException(folder + " holds no run", e);
    }
    ImmutableMap.Builder<String, String> network = ImmutableMap.builder();
    Maps.filterKeys(entries, key -> key.startsWith(NETWORK))
        .forEach((key, value) -> network.put(key.substring(NETWORK.length()), value));
    Map<String, String> config =
        Maps.filterKeys(entries, key -> !key.startsWith(NETWORK) && !key.startsWith(DATA));
    return new RunDescription(
        Networks.of(network.buildOrThrow()),
        TrainingConfig.of(config),
        Maps.filterKeys(entries, key -> key.startsWith(DATA)));
  }

  void write(RunFolder folder) {
    ImmutableMap.Builder<String, String> entries = ImmutableMap.builder();
    entries.putAll(config.toMap()).putAll(data);
    network.configuration().forEach((key, value) -> entries.put(NETWORK + key, value));
    byte[] text = PropertiesText.of(entries.buildOrThrow());
    AtomicFile.write(folder.config(), out -> out.write(text));
  }

  /** The same run with some settings changed; refuses other data than it was begun with. */
  RunDescription on(Dataset again, Map<String, String> changes) {
    if (!again.fingerprint().equals(data.get(FINGERPRINT))) {
      throw new IllegalArgumentException(
          "the run was begun with other data (%s) than %s; resume it with the same"
              .formatted(data.get("data.name"), again));
    }
    Map<String, String> changed =
        ImmutableMap.<String, String>builder()
            .putAll(config.toMap())
            .putAll(changes)
            .buildKeepingLast();
    return of(network, TrainingConfig.of(changed), again);
  }
}
