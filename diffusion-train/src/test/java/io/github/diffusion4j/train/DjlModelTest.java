package io.github.diffusion4j.train;

import static io.github.diffusion4j.train.Refusal.refusal;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.collect.ImmutableMap;
import io.github.diffusion4j.DiffusionPipeline;
import io.github.diffusion4j.model.ContextVector;
import io.github.diffusion4j.model.Evaluation;
import io.github.diffusion4j.model.ModelCard;
import io.github.diffusion4j.model.ModelFile;
import io.github.diffusion4j.ort.OrtDenoiser;
import io.github.diffusion4j.schedule.Level;
import io.github.diffusion4j.tensor.Shape;
import io.github.diffusion4j.tensor.Tensor;
import io.github.diffusion4j.train.network.Inputs;
import io.github.diffusion4j.train.network.Network;
import io.github.diffusion4j.train.network.Networks;
import io.github.diffusion4j.train.onnx.OnnxExport;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

/** A model file runs on the engine that trained it. */
class DjlModelTest {
  private static final Network NETWORK = Networks.unet(Shape.of(3, 8, 8), 2, 32);
  private static final Map<String, String> CARD =
      Map.of(
          "name", "small",
          "shape", "3x8x8",
          "schedule", "cosine",
          "schedule.steps", "1000",
          "prediction", "v",
          "time", "fraction",
          "output", "v",
          "context.size", "2",
          "labels", "folder,plus");
  private static final ModelFile EYES =
      ModelFile.at(Path.of("../models/icon-features/icon-features.onnx"));

  private static ModelFile file;

  @BeforeAll
  static void writes(@TempDir Path folder) {
    ImmutableMap.Builder<String, String> metadata = ImmutableMap.builder();
    CARD.forEach((key, value) -> metadata.put(ModelCard.PREFIX + key, value));
    NETWORK
        .configuration()
        .forEach((key, value) -> metadata.put(ModelCard.PREFIX + "network." + key, value));
    Path path = folder.resolve("small.onnx");
    OnnxExport.write(NETWORK, Inputs.weights(NETWORK), metadata.buildOrThrow(), path);
    file = ModelFile.at(path);
  }

  @Test
  void aPipelineOverItMakesTheImagesOfOnnxRuntime() {
    try (DiffusionPipeline djl = DiffusionPipeline.of(DjlModel.open(file));
        DiffusionPipeline ort = DiffusionPipeline.of(OrtDenoiser.open(file))) {
      float[] here = djl.generate(djl.context("folder", "plus"), 4).values(0);
      float[] there = ort.generate(ort.context("folder", "plus"), 4).values(0);
      assertArrayEquals(there, here, 1e-3f);
    }
  }

  @Test
  void theFileTellsWhatItIs() {
    try (DjlModel djl = DjlModel.open(file);
        OrtDenoiser ort = OrtDenoiser.open(file)) {
      assertEquals(ort.fingerprint(), djl.fingerprint());
      assertEquals(ort.card(), djl.card());
      assertEquals(NETWORK, djl.network());
    }
  }

  @Test
  void whatDoesNotFitIsRefused() {
    try (DjlModel model = DjlModel.open(file)) {
      Tensor x = Tensor.zeros(2, NETWORK.shape());
      Tensor large = Tensor.zeros(2, Shape.of(3, 16, 16));
      List<Level> levels = Collections.nCopies(2, model.card().schedule().level(500));
      List<ContextVector> none = Collections.nCopies(2, ContextVector.of(0, 0));
      List<ContextVector> wide = Collections.nCopies(2, ContextVector.of(0, 0, 0));
      refused("samples of 3x16x16", () -> model.evaluate(Evaluation.of(large, levels, none, x)));
      refused("1 levels", () -> model.evaluate(Evaluation.of(x, levels.subList(1, 2), none, x)));
      refused("context of 3", () -> model.evaluate(Evaluation.of(x, levels, wide, x)));
    }
    refused("icon-features", () -> DjlModel.open(EYES));
  }

  @Test
  void aClosedOneSaysSo() {
    DjlModel model = DjlModel.open(file);
    model.close();
    model.close();
    Tensor x = Tensor.zeros(1, NETWORK.shape());
    List<Level> levels = List.of(model.card().schedule().level(500));
    List<ContextVector> none = List.of(ContextVector.of(0, 0));
    String message =
        refusal(
            IllegalStateException.class, () -> model.evaluate(Evaluation.of(x, levels, none, x)));
    assertTrue(message.contains("small is closed"), message);
  }

  private static void refused(String told, Executable use) {
    String message = refusal(IllegalArgumentException.class, use);
    assertTrue(message.contains(told), message);
  }
}
