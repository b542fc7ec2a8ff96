package io.github.diffusion4j.train.finetune;

import static io.github.diffusion4j.train.Refusal.refusal;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.diffusion4j.DiffusionPipeline;
import io.github.diffusion4j.GenerationRequest;
import io.github.diffusion4j.model.ContextVector;
import io.github.diffusion4j.model.ModelFile;
import io.github.diffusion4j.ort.OrtDenoiser;
import io.github.diffusion4j.tensor.Shape;
import io.github.diffusion4j.train.DjlModel;
import io.github.diffusion4j.train.autoencoder.AutoencoderTraining;
import io.github.diffusion4j.train.data.Dataset;
import io.github.diffusion4j.train.data.Example;
import io.github.diffusion4j.train.data.Source;
import io.github.diffusion4j.train.data.TokenStates;
import io.github.diffusion4j.train.latent.LatentData;
import io.github.diffusion4j.train.latent.LatentTraining;
import io.github.diffusion4j.train.listener.TrainingListener;
import io.github.diffusion4j.train.network.Autoencoder;
import io.github.diffusion4j.train.network.Lora;
import io.github.diffusion4j.train.network.Networks;
import io.github.diffusion4j.train.recipe.TrainingConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a user who tunes a model of latents and captions relies on. */
class CaptionedTuningTest {
  private static final Duration FOREVER = Duration.ofDays(1);
  private static final TrainingListener SILENT = new TrainingListener() {};
  private static final Shape IMAGES = Shape.of(3, 8, 8);
  private static final String SUBJECT = "a sks light";
  private static final String CLASS = "a light";
  private static final Map<String, String> SETTINGS =
      Map.of("threads", "1", "batch", "4", "steps", "4", "learning-rate", "0.01");

  @TempDir
  @SuppressWarnings("NullAway.Init")
  Path folder;

  @SuppressWarnings("NullAway.Init")
  private TokenStates tokens;

  @SuppressWarnings("NullAway.Init")
  private BaseModel base;

  @BeforeEach
  void trainTheBase() {
    TokenStates.write(
        folder.resolve("tokens"),
        List.of(CLASS, SUBJECT),
        4,
        3,
        caption -> {
          int words = caption.split(" ").length;
          float[] states = new float[3 * (words + 1)];
          Arrays.fill(states, words - 2.5f);
          return states;
        });
    tokens = TokenStates.open(folder.resolve("tokens"));
    try (AutoencoderTraining run =
        AutoencoderTraining.start(
            folder.resolve("autoencoder"),
            new Autoencoder(IMAGES, 2, 32, 1),
            images(0.5f),
            Map.of("threads", "1", "batch", "4", "steps", "1", "samples-every", "0"))) {
      run.run(FOREVER, SILENT);
    }
    TrainingConfig config =
        TrainingConfig.defaults()
            .with("threads", "1")
            .with("batch", "4")
            .with("steps", "10")
            .with("warmup", "2")
            .with("average-decay", "0.5")
            .with("schedule.steps", "20")
            .with("samples-every", "0");
    Path run = folder.resolve("base");
    try (LatentTraining training =
        LatentTraining.start(
            run,
            Networks.dit(Shape.of(2, 2, 2), 4, 3, 1, 32, 1),
            latents(TuningData.captionedBy(images(0.5f), CLASS)),
            folder.resolve("autoencoder/model"),
            config)) {
      training.run(FOREVER, SILENT);
    }
    base = BaseModel.open(ModelFile.at(run));
  }

  @AfterEach
  void close() {
    tokens.close();
  }

  private static Dataset images(float shade) {
    List<Example> examples = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      float[] image = new float[IMAGES.size()];
      Arrays.fill(image, shade + 0.01f * i);
      examples.add(new Example("image" + i, image, new float[0]));
    }
    return Dataset.of(IMAGES, List.of(), Source.unattributed("shades"), examples, List.of());
  }

  private LatentData latents(Dataset images) {
    return LatentData.of(images, tokens, folder.resolve("autoencoder/model"), 1);
  }

  private TuningData subject() {
    return TuningData.subject(latents(TuningData.captionedBy(images(-0.8f), SUBJECT)), CLASS);
  }

  private FineTuning start(Path run, Optional<Lora> lora) {
    try (DiffusionPipeline drawing =
        DiffusionPipeline.of(DjlModel.open(ModelFile.at(folder.resolve("base"))))) {
      Preservation ofClass = new Preservation(3, 1, 4);
      return FineTuning.start(run, base, subject(), lora, SETTINGS, ofClass, drawing);
    }
  }

  @Test
  void aStoppedRunOfFactorsEndsWhereOneThatWasNotEndsAndDrawsAlikeInAllItsForms()
      throws IOException {
    Optional<Lora> lora = Optional.of(Lora.of(2, base.network()));
    Path whole = folder.resolve("whole");
    Path broken = folder.resolve("broken");
    try (FineTuning run = start(whole, lora)) {
      run.run(FOREVER, SILENT);
    }
    try (FineTuning first = start(broken, lora)) {
      first.run(
          FOREVER,
          new TrainingListener() {
            @Override
            public void stepped(Status status) {
              first.stop();
            }
          });
    }
    try (FineTuning second = FineTuning.resume(broken, subject(), Map.of())) {
      assertEquals(4, second.run(FOREVER, SILENT).step());
    }
    for (String file : List.of("checkpoint.zip", "model/model.onnx", "adapter.onnx_adapter")) {
      assertEquals(-1, Files.mismatch(whole.resolve(file), broken.resolve(file)), file);
    }
    try (DiffusionPipeline djl = DiffusionPipeline.of(DjlModel.open(ModelFile.at(whole)));
        DiffusionPipeline merged = DiffusionPipeline.of(OrtDenoiser.open(ModelFile.at(whole)));
        DiffusionPipeline apart =
            DiffusionPipeline.of(OrtDenoiser.open(ModelFile.at(whole.resolve("base"))))) {
      float[] expected = values(request(djl));
      assertArrayEquals(expected, values(request(merged)), 1e-4f);
      Path adapter = whole.resolve("adapter.onnx_adapter");
      assertArrayEquals(expected, values(request(apart).adapter(adapter, 1)), 1e-4f);
    }
  }

  @Test
  void allWeightsAreTunedToo() {
    Path run = folder.resolve("run");
    try (FineTuning tuning = start(run, Optional.empty())) {
      assertEquals(4, tuning.run(FOREVER, SILENT).step());
    }
    BaseModel tuned = BaseModel.open(ModelFile.at(run));
    assertTrue(
        base.weights().entrySet().stream()
            .anyMatch(w -> !Arrays.equals(w.getValue(), tuned.weights().get(w.getKey()))));
  }

  @Test
  void whatHasNoStatesIsRefused() {
    LatentData data = latents(TuningData.captionedBy(images(-0.8f), SUBJECT));
    String message =
        refusal(IllegalArgumentException.class, () -> TuningData.subject(data, "a dog"));
    assertTrue(message.contains("no states of 'a dog'"), message);
  }

  private GenerationRequest request(DiffusionPipeline pipeline) {
    float[] row = new float[tokens.contextSize()];
    tokens.copy(SUBJECT, row, 0);
    return pipeline.request().context(ContextVector.of(row)).seed(3).steps(5);
  }

  private static float[] values(GenerationRequest request) {
    return request.generate().values(0);
  }
}
