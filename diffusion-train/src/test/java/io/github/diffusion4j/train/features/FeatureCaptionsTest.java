package io.github.diffusion4j.train.features;

import static io.github.diffusion4j.train.Refusal.refusal;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.diffusion4j.model.ContextVector;
import io.github.diffusion4j.model.ModelFile;
import io.github.diffusion4j.tensor.NoiseSource;
import io.github.diffusion4j.tensor.Shape;
import io.github.diffusion4j.tensor.Tensor;
import io.github.diffusion4j.train.Tiny;
import io.github.diffusion4j.train.data.Dataset;
import io.github.diffusion4j.train.data.Example;
import io.github.diffusion4j.train.data.Source;
import io.github.diffusion4j.train.data.TokenStates;
import io.github.diffusion4j.train.evaluate.CaptionEvaluator;
import io.github.diffusion4j.train.evaluate.CaptionEvaluator.Asked;
import io.github.diffusion4j.train.evaluate.Evaluator;
import io.github.diffusion4j.train.evaluate.Measure;
import io.github.diffusion4j.train.recipe.Optimization;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Images of four shades, each with a caption. */
class FeatureCaptionsTest {
  private static final List<String> SHADES = List.of("black", "dark", "light", "white");
  private static final Shape SHAPE = Shape.of(3, 4, 4);
  private static final Optimization RECIPE =
      new Optimization(120, 16, 5e-3, 5, 0.5, 0.9, 0.999, 0.01, 1, 0.9);
  private static final Dataset DATA =
      Dataset.of(
          SHAPE,
          List.of("low", "high"),
          Source.unattributed("shades"),
          IntStream.range(0, 200).mapToObj(FeatureCaptionsTest::example).toList(),
          List.of());

  private final Path folder;

  FeatureCaptionsTest(@TempDir Path folder) {
    this.folder = folder;
  }

  private static Example example(int i) {
    float[] image = new float[SHAPE.size()];
    NoiseSource.gaussian().fill(i, 0, image, 0, image.length);
    int shade = i % 4;
    for (int p = 0; p < image.length; p++) {
      boolean left = p % 4 < 2; // jitter changes contrast and brightness, not which side is light
      image[p] =
          0.05f * image[p] + (left == shade < 2 ? -0.7f : 0.7f) * (shade % 2 == 0 ? 1 : 0.2f);
    }
    float[] labels = {shade < 2 ? 1 : 0, shade < 2 ? 0 : 1};
    return new Example("picture" + i, image, labels, List.of(SHADES.get(shade)));
  }

  /** The axis of its shade, twice: for its only token, and pooled. */
  private static float[] states(String caption) {
    float[] states = new float[8];
    states[SHADES.indexOf(caption)] = 1;
    states[4 + SHADES.indexOf(caption)] = 1;
    return states;
  }

  private TokenStates captions(List<String> texts) {
    TokenStates.write(folder.resolve("tokens"), texts, 1, 4, FeatureCaptionsTest::states);
    return TokenStates.open(folder.resolve("tokens"));
  }

  @Test
  void imagesThatItHasNeverSeenFindTheirCaption() {
    Path file = folder.resolve("eyes.onnx");
    List<LabelGroup> groups = List.of(new LabelGroup("style", DATA.labels()));
    try (TokenStates captions = captions(SHADES)) {
      new FeatureTraining(DATA, groups, Optional.of(captions), RECIPE)
          .run(file, (loss, step) -> {});
      List<float[]> pool = SHADES.stream().map(captions::pooled).toList();
      Dataset heldOut = DATA.heldOut();
      List<Asked> asked =
          IntStream.range(0, heldOut.size())
              .mapToObj(i -> heldOut.example(i))
              .map(e -> new Asked(e.context(), captions.pooled(e.captions().get(0)), pool))
              .toList();
      List<Asked> others =
          IntStream.range(0, heldOut.size())
              .mapToObj(i -> new Asked(ContextVector.of(1, 0), pool.get(i % 4), pool))
              .toList();
      try (FeatureNetwork network = FeatureNetwork.open(ModelFile.at(file))) {
        CaptionEvaluator evaluator =
            new CaptionEvaluator(
                new Evaluator(DATA, Optional.of(network)), network, new Retrieval(4, 0));
        Tensor images = heldOut.images();
        assertEquals(1, value(evaluator, images, asked, Measure.RETRIEVAL), 0.05);
        assertEquals(1, value(evaluator, images, asked, Measure.STYLE), 0.05);
        assertTrue(value(evaluator, images, others, Measure.RETRIEVAL) < 0.6);
        assertTrue(value(evaluator, images, others, Measure.STYLE) < 0.7);
        List<Asked> wide =
            asked.stream().map(a -> new Asked(a.labels(), new float[5], a.others())).toList();
        assertTrue(
            refusal(IllegalArgumentException.class, () -> evaluator.measure("wide", images, wide))
                .contains("texts of 4 values, and the captions have 5"));
      }
    }
  }

  private static double value(
      CaptionEvaluator evaluator, Tensor images, List<Asked> asked, Measure measure) {
    return evaluator.measure("images", images, asked).get(measure).value();
  }

  @Test
  void everyImageNeedsACaptionAndEveryCaptionItsStates() {
    try (TokenStates captions = captions(SHADES.subList(0, 3))) {
      assertTrue(
          refusal(
                  IllegalArgumentException.class,
                  () -> new FeatureTraining(DATA, List.of(), Optional.of(captions), RECIPE))
              .contains("white"));
      assertTrue(
          refusal(
                  IllegalArgumentException.class,
                  () -> new FeatureTraining(Tiny.data(8), List.of(), Optional.of(captions), RECIPE))
              .contains("no caption"));
    }
  }
}
