package io.github.diffusion4j.train.latent;

import static io.github.diffusion4j.train.Refusal.refusal;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.io.MoreFiles;
import com.google.common.io.RecursiveDeleteOption;
import io.github.diffusion4j.DiffusionPipeline;
import io.github.diffusion4j.GenerationRequest;
import io.github.diffusion4j.model.ContextVector;
import io.github.diffusion4j.model.ModelFile;
import io.github.diffusion4j.schedule.NoiseSchedule;
import io.github.diffusion4j.train.DjlModel;
import io.github.diffusion4j.train.latent.PipelineExport.Defaults;
import io.github.diffusion4j.train.latent.PipelineExport.Parts;
import io.github.diffusion4j.train.onnx.GraphForm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A trained denoiser of latents is a model of a hub. */
class PipelineExportTest {
  private static final Defaults DEFAULTS = new Defaults("DPMSolverMultistepScheduler", 5, 2);

  @TempDir
  @SuppressWarnings("NullAway.Init")
  Path folder;

  @SuppressWarnings("NullAway.Init")
  private ToyTexts texts;

  @BeforeEach
  void parts() {
    texts = ToyTexts.write(folder.resolve("texts"));
  }

  private Parts train(Map<String, String> changes) {
    return new ToyLatents(folder, texts).trained(changes);
  }

  private Path export(Parts parts, Defaults defaults) {
    Path out = folder.resolve("model");
    PipelineExport.write(parts, defaults, GraphForm.STANDARD, out);
    return out;
  }

  @Test
  void itDrawsFromAPromptWhatTheTrainedNetworkDrawsFromItsCaption() {
    Path model = export(train(Map.of()), DEFAULTS);
    Path network = model.resolve("transformer/model.onnx");
    try (DiffusionPipeline hub = DiffusionPipeline.load(model);
        DiffusionPipeline djl = DiffusionPipeline.of(DjlModel.open(ModelFile.at(network)))) {
      assertEquals(5, hub.card().defaults().steps());
      assertEquals(2, hub.card().defaults().guidance());
      GenerationRequest trained =
          djl.request()
              .context(ContextVector.of(texts.context("a dark one")))
              .sampler(hub.scheduler().orElseThrow().sampler())
              .steps(5)
              .guidance(2)
              .count(3)
              .seed(4);
      assertArrayEquals(
          trained.generate().values().data(),
          hub.request()
              .prompt("a dark one")
              .count(3)
              .seed(4)
              .generate()
              .latents()
              .orElseThrow()
              .data(),
          1e-4f);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"cosine", "linear", "flat"})
  void theSchedulerHasTheLevelsOfTheTraining(String schedule) {
    Map<String, String> changes =
        schedule.equals("flat")
            ? Map.of("schedule", "linear", "schedule.beta-start", "0.1", "schedule.beta-end", "0.1")
            : Map.of("schedule", schedule);
    Path model = export(train(changes), DEFAULTS);
    Path network = model.resolve("transformer/model.onnx");
    try (DiffusionPipeline hub = DiffusionPipeline.load(model);
        DjlModel djl = DjlModel.open(ModelFile.at(network))) {
      NoiseSchedule trained = djl.card().schedule();
      for (int t = 1; t <= trained.steps(); t++) {
        assertEquals(trained.level(t).alpha(), hub.card().schedule().level(t).alpha(), 1e-9);
        assertEquals(trained.level(t).sigma(), hub.card().schedule().level(t).sigma(), 1e-9);
      }
      assertEquals(djl.card().parameterization(), hub.card().parameterization());
    }
  }

  @Test
  void noTextIsWhatItWasInTraining() {
    Path model = export(train(Map.of()), DEFAULTS);
    try (DiffusionPipeline hub = DiffusionPipeline.load(model)) {
      ContextVector none =
          ContextVector.unconditional()
              .with("tokens", texts.zeros("tokens"))
              .with("mask", texts.zeros("mask"))
              .with("pooled", texts.zeros("pooled"));
      assertArrayEquals(
          hub.request().context(none).guidance(1).seed(1).generate().values().data(),
          hub.request().guidance(1).seed(1).generate().values().data());
    }
  }

  @Test
  void whatIsNotOfTheRunIsRefusedAndNothingIsWritten() throws IOException {
    Parts parts = train(Map.of());
    Path other = new ToyLatents(folder.resolve("other"), texts).autoencoder(2);
    refused(new Parts(parts.run(), other, parts.texts()), DEFAULTS, "not the autoencoder");
    refused(
        new Parts(parts.run(), parts.autoencoder(), folder), DEFAULTS, "text_encoder", "not there");
    refused(
        new Parts(parts.run(), parts.autoencoder().resolve("nosuch"), parts.texts()),
        DEFAULTS,
        "vae_encoder",
        "not there");
    refused(parts, new Defaults("NoSuchScheduler", 5, 2), "NoSuchScheduler");
    refused(parts, new Defaults("FlowMatchEulerDiscreteScheduler", 5, 2), "Flow");
    MoreFiles.deleteRecursively(
        parts.texts().resolve("tokenizer"), RecursiveDeleteOption.ALLOW_INSECURE);
    refused(parts, DEFAULTS, "tokenizer", "not there");
  }

  private void refused(Parts parts, Defaults defaults, String... words) {
    String message = refusal(IllegalArgumentException.class, () -> export(parts, defaults));
    for (String word : words) {
      assertTrue(message.contains(word), message);
    }
    assertFalse(Files.exists(folder.resolve("model")));
  }

  @Test
  void numbersOutOfRangeAreRefused() {
    refusal(IllegalArgumentException.class, () -> new Defaults("DDIMScheduler", 0, 2));
    refusal(IllegalArgumentException.class, () -> new Defaults("DDIMScheduler", 1, Double.NaN));
  }
}
