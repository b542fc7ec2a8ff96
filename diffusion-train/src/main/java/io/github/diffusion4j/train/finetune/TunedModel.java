package io.github.diffusion4j.train.finetune;

import com.google.common.collect.ImmutableMap;
import com.google.common.collect.Maps;
import io.github.diffusion4j.model.CardKeys;
import io.github.diffusion4j.model.ModelCard;
import io.github.diffusion4j.train.engine.ParameterLayout;
import io.github.diffusion4j.train.io.Settings;
import io.github.diffusion4j.train.learn.TrainingState;
import io.github.diffusion4j.train.listener.TrainingListener;
import io.github.diffusion4j.train.network.Lora;
import io.github.diffusion4j.train.network.LoraFactors;
import io.github.diffusion4j.train.onnx.LoraExport;
import io.github.diffusion4j.train.onnx.OnnxExport;
import io.github.diffusion4j.train.onnx.WeightType;
import io.github.diffusion4j.train.run.TrainingLoop;
import java.util.Map;

/**
 * What a fine-tuning makes, in the forms in which it is used.
 *
 * @param folder of the run
 * @param run what it is
 * @param base what is tuned
 * @param layout of what is trained
 * @param state of the run
 */
record TunedModel(
    TunedFolder folder, TuningRun run, BaseModel base, ParameterLayout layout, TrainingState state)
    implements TrainingLoop.Outputs {
  private static final WeightType TYPE = WeightType.FLOAT32;
  private static final String WEIGHTS = "weights";
  private static final String TRAINING = "training.";
  private static final String SOURCE = "source.";

  /** What is recorded of the base and the data. */
  static Map<String, String> provenance(BaseModel base, TuningData data) {
    return ImmutableMap.<String, String>builder()
        .putAll(data.provenance())
        .put(SOURCE + "model", base.card().name())
        .put(SOURCE + "sha256", base.sha256())
        .buildOrThrow();
  }

  /** Keeps the base in the run's folder: factors alone are no model, and a resumed run needs it. */
  static void writeBase(TunedFolder folder, TuningRun run, BaseModel base) {
    Map<String, String> metadata =
        metadata(
            ImmutableMap.<String, String>builder()
                .putAll(base.entries())
                .put(WEIGHTS, Settings.text(TYPE))
                .buildKeepingLast());
    if (run.lora().isPresent()) {
      LoraExport.writeBase(
          base.network(), run.lora().get(), base.weights(), TYPE, metadata, folder.base());
    } else {
      OnnxExport.write(base.network(), base.weights(), TYPE, metadata, folder.base());
    }
  }

  @Override
  public void evaluated(long step, TrainingListener listener) {}

  @Override
  public void samples(long step, TrainingListener listener) {}

  @Override
  public void model(TrainingListener listener) {
    Map<String, float[]> trained = layout.byName(state.average());
    Map<String, float[]> weights = trained;
    if (run.lora().isPresent()) {
      Lora lora = run.lora().get();
      LoraExport.writeAdapter(base.network(), lora, trained, folder.adapter());
      listener.wrote(folder.adapter());
      weights = LoraFactors.merged(lora, base.network(), base.weights(), trained);
    }
    OnnxExport.write(base.network(), weights, TYPE, metadata(card()), folder.run().model());
    listener.wrote(folder.run().model());
  }

  /** The base's, with what became of it: whose images it was first trained on stays said. */
  private Map<String, String> card() {
    ImmutableMap.Builder<String, String> card = ImmutableMap.builder();
    card.putAll(Maps.filterKeys(base.entries(), key -> !key.startsWith(TRAINING)))
        .put(CardKeys.NAME, base.card().name() + "-tuned")
        .put(WEIGHTS, Settings.text(TYPE));
    run.toMap().forEach((key, value) -> card.put(key.startsWith(SOURCE) ? key : kept(key), value));
    return card.put(TRAINING + "steps-taken", Long.toString(state.progress().step()))
        .buildKeepingLast();
  }

  /** Of the images that it was tuned on: {@code data.} stays what it was. */
  private static String kept(String key) {
    return key.startsWith("data.")
        ? SOURCE + "tuned-on." + key.substring("data.".length())
        : TRAINING + key;
  }

  private static Map<String, String> metadata(Map<String, String> card) {
    ModelCard.of("the tuned model", card); // a model with a wrong card is not written
    ImmutableMap.Builder<String, String> metadata = ImmutableMap.builder();
    card.forEach((key, value) -> metadata.put(ModelCard.PREFIX + key, value));
    return metadata.buildOrThrow();
  }
}
