package io.github.diffusion4j.train.autoencoder;

import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSortedMap;
import com.google.common.collect.Maps;
import io.github.diffusion4j.files.AtomicFile;
import io.github.diffusion4j.train.data.Dataset;
import io.github.diffusion4j.train.io.SortedProperties;
import io.github.diffusion4j.train.network.Autoencoder;
import io.github.diffusion4j.train.network.Networks;
import io.github.diffusion4j.train.recipe.TrainingConfig;
import io.github.diffusion4j.train.run.RunDescription;
import io.github.diffusion4j.train.run.RunFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.Map;

/**
 * What a training of an autoencoder is, in the {@code config.properties} of its folder.
 *
 * @param network what is trained
 * @param config the recipe; what it says of noise levels plays no part
 * @param data what is told of the data, by key
 */
record AutoencoderConfig(Autoencoder network, TrainingConfig config, Map<String, String> data) {
  private static final String NETWORK = "network.";
  private static final String DATA = "data.";

  /** The settings there are. */
  static final Map<String, String> DEFAULTS =
      ImmutableSortedMap.<String, String>naturalOrder()
          .put("seed", "1")
          .put("threads", "0")
          .put("augmentation", "0.2")
          .put("steps", "20000")
          .put("batch", "16")
          .put("learning-rate", "0.002")
          .put("warmup", "200")
          .put("cooldown", "0.4")
          .put("beta1", "0.9")
          .put("beta2", "0.99")
          .put("weight-decay", "0.01")
          .put("clip-norm", "1")
          .put("average-decay", "0.999")
          .put("log-every", "50")
          .put("evaluate-every", "500")
          .put("checkpoint-every", "250")
          .put("samples-every", "500")
          .buildOrThrow();

  /**
   * A new run.
   *
   * @throws IllegalArgumentException if network and data do not fit, all is held out, or a setting
   *     is wrong
   */
  static AutoencoderConfig of(Autoencoder network, Dataset data, Map<String, String> settings) {
    if (!network.shape().equals(data.shape())) {
      throw new IllegalArgumentException(
          "the autoencoder takes %s, the data has %s".formatted(network.shape(), data.shape()));
    }
    if (data.training().size() == 0) {
      throw new IllegalArgumentException(
          "%s: all of it is held out; nothing is left to train on".formatted(data));
    }
    return new AutoencoderConfig(
        network,
        config(settings),
        ImmutableMap.<String, String>builder()
            .put("data.name", data.source().name())
            .put("data.author", data.source().author())
            .put("data.licence", data.source().licence())
            .put("data.trained-on", Integer.toString(data.training().size()))
            .put("data.held-out", Integer.toString(data.heldOut().size()))
            .put(RunDescription.FINGERPRINT, data.fingerprint())
            .buildOrThrow());
  }

  private static TrainingConfig config(Map<String, String> settings) {
    for (String key : settings.keySet()) {
      if (!DEFAULTS.containsKey(key)) {
        throw new IllegalArgumentException(
            "'%s' is no setting of an autoencoder's training; there are %s"
                .formatted(key, DEFAULTS.keySet()));
      }
    }
    return TrainingConfig.of(
        ImmutableMap.<String, String>builder()
            .putAll(DEFAULTS)
            .putAll(settings)
            .buildKeepingLast());
  }

  static AutoencoderConfig read(RunFolder folder) {
    Map<String, String> entries;
    try {
      entries = SortedProperties.parse(Files.readAllBytes(folder.config()));
    } catch (IOException e) {
      throw new UncheckedIOException(folder + " holds no run", e);
    }
    ImmutableMap.Builder<String, String> network = ImmutableMap.builder();
    Maps.filterKeys(entries, key -> key.startsWith(NETWORK))
        .forEach((key, value) -> network.put(key.substring(NETWORK.length()), value));
    if (!(Networks.of(network.buildOrThrow()) instanceof Autoencoder autoencoder)) {
      throw new IllegalArgumentException(folder + " holds a run, but of no autoencoder");
    }
    return new AutoencoderConfig(
        autoencoder,
        config(Maps.filterKeys(entries, DEFAULTS::containsKey)),
        Maps.filterKeys(entries, key -> key.startsWith(DATA)));
  }

  /** The same run with some settings changed; refuses other data than it was begun with. */
  AutoencoderConfig on(Dataset again, Map<String, String> changes) {
    if (!again.fingerprint().equals(data.get(RunDescription.FINGERPRINT))) {
      throw new IllegalArgumentException(
          "the run was begun with other data (%s) than %s; resume it with the same"
              .formatted(data.get("data.name"), again));
    }
    return of(
        network,
        again,
        ImmutableMap.<String, String>builder()
            .putAll(settings())
            .putAll(changes)
            .buildKeepingLast());
  }

  private Map<String, String> settings() {
    return Maps.filterKeys(config.toMap(), DEFAULTS::containsKey);
  }

  void write(RunFolder folder) {
    ImmutableMap.Builder<String, String> entries = ImmutableMap.builder();
    entries.putAll(settings()).putAll(data);
    network.configuration().forEach((key, value) -> entries.put(NETWORK + key, value));
    byte[] text = SortedProperties.of(entries.buildOrThrow());
    AtomicFile.write(folder.config(), out -> out.write(text));
  }
}
