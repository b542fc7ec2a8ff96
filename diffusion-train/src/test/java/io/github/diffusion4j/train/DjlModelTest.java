package io.github.diffusion4j.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.diffusion4j.DiffusionPipeline;
import io.github.diffusion4j.model.ContextVector;
import io.github.diffusion4j.model.ModelFile;
import io.github.diffusion4j.ort.OrtDenoiser;
import io.github.diffusion4j.schedule.Level;
import io.github.diffusion4j.tensor.Latent;
import io.github.diffusion4j.tensor.Shape;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A model file runs on the engine that trained it. */
class DjlModelTest {
  private static final ModelFile SHIPPED = ModelFile.at(Path.of("../models/icons16/icons16.onnx"));
  private static final ModelFile EYES =
      ModelFile.at(Path.of("../models/icon-features/icon-features.onnx"));

  @Test
  void aPipelineOverItMakesThePicturesOfOnnxRuntime() {
    try (DiffusionPipeline djl = DiffusionPipeline.of(DjlModel.open(SHIPPED));
        DiffusionPipeline ort = DiffusionPipeline.of(OrtDenoiser.open(SHIPPED))) {
      float[] here = djl.generate(djl.context("folder", "plus"), 4).values(0);
      float[] there = ort.generate(ort.context("folder", "plus"), 4).values(0);
      assertArrayEquals(there, here, 1e-3f);
    }
  }

  @Test
  void theFileTellsWhatItIs() {
    try (DjlModel djl = DjlModel.open(SHIPPED);
        OrtDenoiser ort = OrtDenoiser.open(SHIPPED)) {
      assertEquals(ort.fingerprint(), djl.fingerprint());
      assertEquals(ort.card(), djl.card());
      assertEquals(djl.card().labels().size(), djl.network().contextSize());
    }
  }

  @Test
  void whatDoesNotFitIsRefused() {
    try (DjlModel model = DjlModel.open(SHIPPED)) {
      Latent x = Latent.zeros(2, model.card().shape());
      Latent small = Latent.zeros(2, Shape.of(3, 8, 8));
      List<Level> levels = Collections.nCopies(2, model.card().schedule().level(500));
      List<ContextVector> none =
          Collections.nCopies(2, ContextVector.unconditional(model.card().labels().size()));
      refused("3x8x8", () -> model.evaluate(small, levels, none, x));
      refused("1 levels", () -> model.evaluate(x, levels.subList(1, 2), none, x));
      List<ContextVector> short2 = Collections.nCopies(2, ContextVector.unconditional(3));
      refused("context of 3", () -> model.evaluate(x, levels, short2, x));
    }
    refused("icon-features", () -> DjlModel.open(EYES));
  }

  @Test
  void aClosedOneSaysSo() {
    DjlModel model = DjlModel.open(SHIPPED);
    model.close();
    model.close();
    Latent x = Latent.zeros(1, model.card().shape());
    assertThrows(IllegalStateException.class, () -> model.evaluate(x, List.of(), List.of(), x));
  }

  private static void refused(String told, Runnable use) {
    var e = assertThrows(IllegalArgumentException.class, use::run);
    assertTrue(e.toString().contains(told), e::toString);
  }
}
