package io.github.diffusion4j.train.run;

import com.google.common.collect.ImmutableMap;
import com.google.common.collect.Streams;
import com.google.common.io.MoreFiles;
import io.github.diffusion4j.model.CardKeys;
import io.github.diffusion4j.model.ModelCard;
import io.github.diffusion4j.train.engine.Convolutions;
import io.github.diffusion4j.train.engine.ParameterLayout;
import io.github.diffusion4j.train.io.Settings;
import io.github.diffusion4j.train.learn.ContextWeights;
import io.github.diffusion4j.train.learn.TrainingState;
import io.github.diffusion4j.train.listener.LogLine;
import io.github.diffusion4j.train.onnx.OnnxExport;
import io.github.diffusion4j.train.onnx.WeightType;
import io.github.diffusion4j.train.recipe.DistillationConfig;
import io.github.diffusion4j.train.recipe.Objective;
import io.github.diffusion4j.train.recipe.Target;
import io.github.diffusion4j.train.recipe.TrainingConfig;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What a run has made so far: the averaged weights and the card that goes with them.
 *
 * @param description of the run
 * @param state of the run
 * @param log its losses
 */
public record TrainedModel(RunDescription description, TrainingState state, List<LogLine> log) {
  /** Classifier-free guidance wants a network that has also seen images without context. */
  private static final String GUIDANCE = "2";

  private static final String WEIGHTS = "weights";

  /** The entries of the card of a model file, without prefix. */
  private Map<String, String> card(Path file) {
    TrainingConfig config = description.config();
    Objective objective = config.objective();
    ImmutableMap.Builder<String, String> card = ImmutableMap.builder();
    card.put(CardKeys.NAME, MoreFiles.getNameWithoutExtension(file))
        .put(CardKeys.SHAPE, description.network().shape().toString())
        .putAll(objective.schedule())
        .put(CardKeys.PREDICTION, Settings.text(objective.target()))
        .putAll(objective.told().toEntries(objective.noiseSchedule()))
        .put(
            CardKeys.OUTPUT,
            objective.target() == Target.EPSILON ? "eps" : Settings.text(objective.target()))
        .put(CardKeys.RANGE, "-1,1")
        .put(CardKeys.CLIP, "1")
        .put(CardKeys.CONTEXT_SIZE, Integer.toString(description.network().contextSize()))
        .put(CardKeys.LABELS, description.data().getOrDefault(RunDescription.LABELS, ""));
    if (description.teaching().isPresent()) {
      card.putAll(recommended(description.teaching().get()));
    } else if (description.network().contextSize() > 0 && objective.contextDropout() > 0) {
      card.put(CardKeys.GUIDANCE, GUIDANCE);
    }
    description.data().entrySet().stream()
        .filter(entry -> !entry.getKey().equals(RunDescription.LABELS))
        .forEach(card::put);
    description
        .network()
        .configuration()
        .forEach((key, value) -> card.put("network." + key, value));
    config.toMap().forEach((key, value) -> card.put("training." + key, value));
    return card.put("training.steps-taken", Long.toString(state.progress().step()))
        .put("training.pictures-seen", Long.toString(state.progress().images()))
        .putAll(convolutions())
        .putAll(losses())
        .buildOrThrow();
  }

  /** None before the first step. */
  private Map<String, String> convolutions() {
    return state.convolutions().isEmpty()
        ? Map.of()
        : Map.of(Convolutions.KEY, Settings.text(state.convolutions()));
  }

  /** Guidance is in what was learned. */
  private static Map<String, String> recommended(DistillationConfig teaching) {
    return ImmutableMap.<String, String>builder()
        .put(CardKeys.SAMPLER, "lcm")
        .put(CardKeys.STEPS, Integer.toString(teaching.evaluations()))
        .putAll(teaching.toMap())
        .buildOrThrow();
  }

  private Map<String, String> losses() {
    ImmutableMap.Builder<String, String> losses = ImmutableMap.builder();
    Streams.findLast(log.stream().map(LogLine::loss))
        .ifPresent(loss -> losses.put("training.loss", text(loss)));
    Streams.findLast(log.stream().map(LogLine::heldOutLoss).filter(Double::isFinite))
        .ifPresent(loss -> losses.put("training.held-out-loss", text(loss)));
    return losses.buildOrThrow();
  }

  private static String text(double value) {
    return String.format(Locale.ROOT, "%.5f", value);
  }

  /** The card of a model file. */
  ModelCard modelCard(Path file) {
    return ModelCard.of(file.toString(), card(file));
  }

  /**
   * Does all of {@link #export} but the writing, before any work is put into the weights.
   *
   * @throws IllegalArgumentException if the model could not be written
   */
  public void rehearse(ParameterLayout layout, Path file, List<String> labels) {
    List<String> carried = modelCard(file).context().labels();
    if (!carried.equals(labels)) {
      throw new IllegalArgumentException(
          "a model's card would carry the labels %s as %s: rename them".formatted(labels, carried));
    }
    WeightType type = WeightType.FLOAT32;
    OnnxExport.check(description.network(), weights(layout), type, metadata(file, type, Map.of()));
  }

  /**
   * Writes the averaged weights as ONNX, the card in its metadata.
   *
   * @param type of the weights in the file
   * @param changes entries of the card that are to differ
   */
  public void export(
      ParameterLayout layout, Path file, WeightType type, Map<String, String> changes) {
    OnnxExport.write(
        description.network(), weights(layout), type, metadata(file, type, changes), file);
  }

  private Map<String, float[]> weights(ParameterLayout layout) {
    return ContextWeights.narrowed(
        ParameterLayout.of(description.network()), layout.byName(state.average()));
  }

  private Map<String, String> metadata(Path file, WeightType type, Map<String, String> changes) {
    Map<String, String> card =
        ImmutableMap.<String, String>builder()
            .putAll(card(file))
            .putAll(changes)
            .put(WEIGHTS, Settings.text(type))
            .buildKeepingLast();
    ModelCard.of(file.toString(), card); // a model with a wrong card is not written
    ImmutableMap.Builder<String, String> metadata = ImmutableMap.builder();
    card.forEach((key, value) -> metadata.put(ModelCard.PREFIX + key, value));
    return metadata.buildOrThrow();
  }
}
