package io.github.diffusion4j.train.latent;

import com.google.common.collect.ImmutableMap;
import io.github.diffusion4j.model.CardKeys;
import io.github.diffusion4j.model.ModelCard;
import io.github.diffusion4j.train.io.Settings;
import io.github.diffusion4j.train.onnx.OnnxFile;
import io.github.diffusion4j.train.recipe.Objective;
import io.github.diffusion4j.train.run.RunDescription;
import java.util.Map;

/**
 * The card of a denoiser of latents.
 *
 * @param run that it is from
 */
record LatentCard(RunDescription run) {
  private static final String TRAINING = "training.";

  /** What a pipeline needs, without prefix. */
  Map<String, String> entries() {
    Objective objective = run.config().objective();
    return ImmutableMap.<String, String>builder()
        .put(CardKeys.NAME, "latents")
        .put(CardKeys.SHAPE, run.network().shape().toString())
        .putAll(objective.schedule())
        .put(CardKeys.PREDICTION, Settings.text(objective.target()))
        .putAll(objective.told().toEntries(objective.noiseSchedule()))
        .put(CardKeys.OUTPUT, Settings.text(objective.target()))
        .put(CardKeys.CONTEXT_SIZE, Integer.toString(run.network().contextSize()))
        .buildOrThrow();
  }

  /** All of it, as the metadata of a file. */
  Map<String, String> metadata() {
    ImmutableMap.Builder<String, String> metadata = ImmutableMap.builder();
    entries().forEach((key, value) -> metadata.put(ModelCard.PREFIX + key, value));
    run.network()
        .configuration()
        .forEach((key, value) -> metadata.put(ModelCard.PREFIX + OnnxFile.NETWORK + key, value));
    run.data().forEach((key, value) -> metadata.put(ModelCard.PREFIX + key, value));
    run.config()
        .toMap()
        .forEach((key, value) -> metadata.put(ModelCard.PREFIX + TRAINING + key, value));
    return metadata.buildOrThrow();
  }
}
