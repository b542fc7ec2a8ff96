package io.github.diffusion4j.train.finetune;

import com.google.common.collect.ImmutableMap;
import com.google.common.collect.Maps;
import io.github.diffusion4j.model.CardKeys;
import io.github.diffusion4j.model.ContextSpec;
import io.github.diffusion4j.model.ModelCard;
import io.github.diffusion4j.model.ModelFile;
import io.github.diffusion4j.schedule.ScheduleKeys;
import io.github.diffusion4j.train.engine.ParameterLayout;
import io.github.diffusion4j.train.learn.ContextWeights;
import io.github.diffusion4j.train.network.Network;
import io.github.diffusion4j.train.onnx.OnnxFile;
import io.github.diffusion4j.train.recipe.DistillationConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A trained model, as what a fine-tuning begins with: its card and its weights.
 *
 * <p>Immutable and thread-safe.
 */
public final class BaseModel {
  private static final String ARCHITECTURE = OnnxFile.NETWORK + "network";

  private final String file;
  private final Map<String, String> entries;
  private final Network network;
  private final Map<String, float[]> weights;
  private final String sha256;

  private BaseModel(
      String file,
      Map<String, String> entries,
      Network network,
      Map<String, float[]> weights,
      String sha256) {
    this.file = file;
    this.entries = ImmutableMap.copyOf(entries);
    this.network = network;
    this.weights = weights;
    this.sha256 = sha256;
  }

  /**
   * Reads a model.
   *
   * @param file that a training of this library wrote, with weights of any type
   * @return the model
   * @throws IllegalArgumentException if it is no such file, or the model was distilled
   * @throws java.io.UncheckedIOException if it cannot be read
   */
  public static BaseModel open(ModelFile file) {
    OnnxFile onnx = OnnxFile.read(file);
    if (!onnx.card().containsKey(ARCHITECTURE)) {
      throw new IllegalArgumentException(
          "%s: its card does not tell its network, so it cannot be trained on; give a model that this library trained"
              .formatted(file.name()));
    }
    if (onnx.card().keySet().stream().anyMatch(key -> key.startsWith(DistillationConfig.PREFIX))) {
      throw new IllegalArgumentException(
          "%s was distilled and would lose its few steps; fine-tune its teacher, and distill that"
              .formatted(file.name()));
    }
    Network network = onnx.network();
    ParameterLayout layout = ParameterLayout.of(network);
    Map<String, float[]> weights = layout.byName(layout.flat(onnx.floats()));
    return new BaseModel(file.name(), onnx.card(), network, weights, onnx.sha256());
  }

  /**
   * What the model says of itself.
   *
   * @return its card
   */
  public ModelCard card() {
    return ModelCard.of(file, entries);
  }

  /** The entries of the card, without prefix. */
  Map<String, String> entries() {
    return entries;
  }

  /**
   * What runs.
   *
   * @return the network that the card tells of
   */
  public Network network() {
    return network;
  }

  /** By name; not copied. */
  Map<String, float[]> weights() {
    return weights;
  }

  /** Identifies the file. */
  String sha256() {
    return sha256;
  }

  /**
   * The names of the values of a context.
   *
   * @return the labels of the card
   */
  List<String> labels() {
    return card().context().labels();
  }

  /** The settings of a training that decide what the network is to predict. */
  Map<String, String> objective() {
    return ImmutableMap.<String, String>builder()
        .put(CardKeys.PREDICTION, entries.getOrDefault(CardKeys.PREDICTION, ""))
        .putAll(Maps.filterKeys(entries, key -> key.startsWith(ScheduleKeys.SCHEDULE)))
        .put("weighting", entries.getOrDefault("training.weighting", "uniform"))
        .buildOrThrow();
  }

  /** The same model with labels that mean nothing as yet: theirs are random columns. */
  BaseModel withLabels(List<String> more) {
    if (more.isEmpty()) {
      return this;
    }
    Network wide = ContextWeights.widened(network, more.size());
    List<String> labels = new ArrayList<>(labels());
    labels.addAll(more);
    ImmutableMap.Builder<String, String> card = ImmutableMap.builder();
    card.putAll(entries);
    wide.configuration().forEach((key, value) -> card.put(OnnxFile.NETWORK + key, value));
    card.put(CardKeys.CONTEXT_SIZE, Integer.toString(wide.contextSize()));
    card.put(CardKeys.LABELS, ContextSpec.labels(labels).labelsText());
    return new BaseModel(
        file,
        card.buildKeepingLast(),
        wide,
        ContextWeights.extended(ParameterLayout.of(wide), weights),
        sha256);
  }
}
