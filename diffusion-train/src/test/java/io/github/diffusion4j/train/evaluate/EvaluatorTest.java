package io.github.diffusion4j.train.evaluate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.diffusion4j.model.ContextVector;
import io.github.diffusion4j.model.ModelFile;
import io.github.diffusion4j.tensor.NoiseSource;
import io.github.diffusion4j.tensor.Tensor;
import io.github.diffusion4j.train.data.Dataset;
import io.github.diffusion4j.train.data.Icons;
import io.github.diffusion4j.train.features.FeatureNetwork;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class EvaluatorTest {
  private static final Path NETWORK = Path.of("../models/icon-features/icon-features.onnx");

  @Test
  void iconsAreNearAndNoiseIsFar() {
    Dataset icons = Icons.load(Icons.Style.SHADOWLESS);
    try (FeatureNetwork network = FeatureNetwork.open(ModelFile.at(NETWORK))) {
      Evaluator evaluator = new Evaluator(icons, Optional.of(network));
      Scores heldOut = evaluator.heldOut();
      Scores noise = evaluator.measure("noise", noise(icons), List.of());
      Tensor trained = icons.training().images(IntStream.range(0, 337).boxed().toList());
      Scores copies = evaluator.measure("copies", trained, List.of());

      assertTrue(value(noise, Measure.TINY_FD) > 5 * value(heldOut, Measure.TINY_FD));
      assertTrue(value(noise, Measure.INTACT) < 0.05);
      assertTrue(value(heldOut, Measure.INTACT) > 0.9);
      assertTrue(value(heldOut, Measure.PRECISION) > 0.7);
      assertTrue(value(heldOut, Measure.BADGE) > 0.95);
      assertEquals(0, value(copies, Measure.NEAREST));
      assertTrue(value(heldOut, Measure.NEAREST) > 10);
      assertEquals(1, value(copies, Measure.COPIES));
      assertEquals(0.05, value(heldOut, Measure.COPIES), 0.005);
      assertEquals(0, value(noise, Measure.COPIES));
    }
  }

  @Test
  void whatWasNotAskedForIsNotFound() {
    Dataset icons = Icons.load(Icons.Style.SHADOWLESS);
    try (FeatureNetwork network = FeatureNetwork.open(ModelFile.at(NETWORK))) {
      Evaluator evaluator = new Evaluator(icons, Optional.of(network));
      Tensor images = icons.heldOut().images();
      float[] plus = new float[icons.labels().size()];
      plus[icons.labels().indexOf("plus")] = 1;
      List<ContextVector> asked = Collections.nCopies(images.rows(), ContextVector.of(plus));
      Scores scores = evaluator.measure("all plus", images, asked);

      assertTrue(value(scores, Measure.BADGE) < 0.2);
      assertFalse(scores.measures().containsKey(Measure.OBJECT));
    }
  }

  @Test
  void withoutANetworkItMeasuresPixels() {
    Evaluator evaluator = new Evaluator(Shades.data(), Optional.empty());
    Scores grey = evaluator.measure("grey", Shades.images(9, 0, 5), List.of());
    Scores dark = evaluator.measure("dark", Shades.images(9, -0.5f, 500), List.of());

    assertEquals(List.of(Measure.NEAREST, Measure.COPIES), List.copyOf(grey.measures().keySet()));
    assertEquals(0.5 * 127.5, value(grey, Measure.NEAREST), 3);
    assertEquals(Math.sqrt(2) * 0.05 * 127.5, value(dark, Measure.NEAREST), 3);
  }

  @Test
  void tooFewImagesAreRefused() {
    Evaluator evaluator = new Evaluator(Shades.data(), Optional.empty());
    Tensor three = Shades.images(3, 0, 0);
    var e =
        assertThrows(
            IllegalArgumentException.class, () -> evaluator.measure("mine", three, List.of()));
    assertTrue(e.toString().contains("mine: 3 images"), e::toString);
  }

  private static double value(Scores scores, Measure measure) {
    return scores.get(measure).value();
  }

  private static Tensor noise(Dataset icons) {
    Tensor noise = Tensor.zeros(337, icons.shape());
    NoiseSource.gaussian().fill(1, 0, noise.data(), 0, noise.data().length);
    for (int i = 0; i < noise.data().length; i++) {
      noise.data()[i] = Math.max(-1, Math.min(1, noise.data()[i]));
    }
    return noise;
  }
}
