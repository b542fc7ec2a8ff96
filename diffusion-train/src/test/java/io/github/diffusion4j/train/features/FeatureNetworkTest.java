package io.github.diffusion4j.train.features;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.github.diffusion4j.model.ModelFile;
import io.github.diffusion4j.ort.OrtRuntime;
import io.github.diffusion4j.tensor.Shape;
import io.github.diffusion4j.tensor.Tensor;
import io.github.diffusion4j.train.Tiny;
import io.github.diffusion4j.train.data.Dataset;
import io.github.diffusion4j.train.data.Icons;
import io.github.diffusion4j.train.recipe.Optimization;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The eyes of evaluations see, and are the same in ONNX Runtime. */
class FeatureNetworkTest {
  private static final Path SHIPPED = Path.of("../models/icon-features/icon-features.onnx");
  private static final Dataset ICONS = Icons.load(Icons.Style.SHADOWLESS).heldOut();

  @TempDir
  @SuppressWarnings("NullAway.Init")
  Path folder;

  @Test
  void theShippedOneTellsTheBadgesOfIconsThatItHasNeverSeen() {
    try (FeatureNetwork network = FeatureNetwork.open(ModelFile.at(SHIPPED))) {
      LabelGroup badge = network.groups().get(0);
      int[] seen = network.look(ICONS.images()).classes().get(0);
      int right = 0;
      for (int i = 0; i < seen.length; i++) {
        right += seen[i] == badge.classOf(ICONS.example(i).context(), ICONS.labels()) ? 1 : 0;
      }
      assertEquals("badge", badge.name());
      assertTrue(right >= 0.98 * seen.length, right + " of " + seen.length);
    }
  }

  @Test
  void onnxRuntimeSeesTheSame() throws OrtException {
    Tensor images = Tensor.wrap(ICONS.shape(), ICONS.images().row(0));
    try (FeatureNetwork network = FeatureNetwork.open(ModelFile.at(SHIPPED));
        OrtSession session = OrtRuntime.environment().createSession(SHIPPED.toString());
        OnnxTensor x =
            OnnxTensor.createTensor(
                OrtRuntime.environment(),
                FloatBuffer.wrap(images.data()),
                new long[] {1, 3, 16, 16});
        OrtSession.Result result = session.run(Map.of("x", x))) {
      float[] outputs = ((float[][]) result.get(0).getValue())[0];
      double[] features = network.look(images).features()[0];
      double[] there = new double[features.length];
      for (int i = 0; i < there.length; i++) {
        there[i] = outputs[i];
      }
      assertArrayEquals(there, features, 1e-4);
    }
  }

  @Test
  void aFewStepsTellDarkFromLightAndTheSameDataGiveTheSameFile() throws IOException {
    Optimization recipe = new Optimization(40, 8, 2e-3, 2, 0.5, 0.9, 0.999, 0.01, 1, 0.5);
    List<LabelGroup> groups = List.of(new LabelGroup("shade", Tiny.LABELS));
    Path one = folder.resolve("eyes.onnx");
    Path two = folder.resolve("again/eyes.onnx");
    Map<String, Double> accuracies =
        new FeatureTraining(Tiny.data(60), groups, Optional.empty(), recipe)
            .run(one, (loss, step) -> {});
    new FeatureTraining(Tiny.data(60), groups, Optional.empty(), recipe)
        .run(two, (loss, step) -> {});

    assertEquals(1, accuracies.get("shade"));
    assertEquals(-1, Files.mismatch(one, two));
  }

  @Test
  void otherFilesAndOtherImagesAreRefused() throws IOException {
    Path diffusion = Path.of("../models/icons16/icons16.onnx");
    Path text = Files.writeString(folder.resolve("text.onnx"), "no network");
    refused("diffusion.groups", () -> FeatureNetwork.open(ModelFile.at(diffusion)));
    refused("text.onnx", () -> FeatureNetwork.open(ModelFile.at(text)));
    try (FeatureNetwork network = FeatureNetwork.open(ModelFile.at(SHIPPED))) {
      refused("3x16x16", () -> network.look(Tensor.zeros(1, Shape.of(3, 8, 8))));
    }
  }

  private static void refused(String told, Runnable opening) {
    var e = assertThrows(IllegalArgumentException.class, opening::run);
    assertTrue(e.toString().contains(told), e::toString);
  }
}
