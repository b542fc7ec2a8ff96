package io.github.diffusion4j.ort;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.diffusion4j.DiffusionPipeline;
import io.github.diffusion4j.GenerationRequest;
import io.github.diffusion4j.Samples;
import io.github.diffusion4j.model.ModelSource;
import io.github.diffusion4j.model.RuntimeSettings;
import io.github.diffusion4j.model.StopSignal;
import io.github.diffusion4j.tensor.Shape;
import io.github.diffusion4j.tensor.Tensor;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sizes, images to start from, masks and tiles of models that draw latents. */
class HubEditingTest {
  private Path folder;
  private HubModel model;
  private DiffusionPipeline pipeline;

  @BeforeEach
  void load(@TempDir Path temporary) {
    folder = temporary;
    Path path = ToyFolder.stableDiffusion(folder.resolve("toy")).path();
    model = HubModel.open(ModelSource.at(path), RuntimeSettings.cpu());
    pipeline = DiffusionPipeline.of(model);
  }

  @AfterEach
  void close() {
    pipeline.close();
  }

  private GenerationRequest request() {
    return pipeline.request().prompt("cat").steps(5).seed(3);
  }

  private static Tensor image(int rows, int height, int width) {
    Tensor image = Tensor.zeros(rows, Shape.of(3, height, width));
    for (int i = 0; i < image.data().length; i++) {
      image.data()[i] = (float) Math.sin(i);
    }
    return image;
  }

  /** The mean latents of an image. */
  private float[] encoded(Tensor image) {
    Tensor mean =
        Tensor.zeros(
            1, Shape.of(4, image.shape().dimension(1) / 2, image.shape().dimension(2) / 2));
    Tensor deviation = Tensor.zeros(1, mean.shape());
    model.encoder().orElseThrow().encode(image, mean, deviation, StopSignal.never());
    return mean.data();
  }

  @Test
  void itDrawsOtherSizes() {
    Samples wide = request().size(24, 20).generate();
    assertEquals(Shape.of(3, 20, 24), wide.shape());
    assertEquals(Shape.of(4, 10, 12), wide.latents().orElseThrow().shape());
    Refused.with(
        IllegalArgumentException.class,
        () -> request().size(25, 20),
        "a size of 25 x 20 pixels: width and height are multiples of 2 and 2");
  }

  @Test
  void aGraphOfOneSizeRefusesOthers() {
    Path path = ToyFolder.transformer(folder.resolve("dit")).path();
    try (DiffusionPipeline dit = DiffusionPipeline.load(path)) {
      GenerationRequest request = dit.request();
      Refused.with(
          IllegalArgumentException.class,
          () -> request.size(32, 32),
          "samples of 4x16x16: this model's graph takes 4x8x8 alone");
    }
  }

  @Test
  void anImageThatIsHardlyNoisedStaysNearItself() {
    Tensor image = image(1, 16, 16);
    Samples near = request().steps(100).imageToImage(image, 0.01).generate();
    float[] latents = near.latents().orElseThrow().data();
    float[] mean = encoded(image);
    for (int i = 0; i < latents.length; i++) {
      assertEquals(mean[i], latents[i], 0.25); // deviation and noise of the first step
    }
  }

  @Test
  void anImageIsDrawnFromItsPosteriorByTheSeed() {
    Tensor image = image(2, 16, 16);
    Samples two = request().imageToImage(image, 0.5).count(2).generate();
    Samples second =
        request().seed(4).imageToImage(Tensor.wrap(image.shape(), image.row(1)), 0.5).generate();
    assertArrayEquals(second.values(0), two.values(1));
  }

  @Test
  void whatTheMaskKeepsIsKeptInLatents() {
    Tensor image = image(1, 16, 16);
    Tensor mask = Tensor.zeros(1, Shape.of(1, 16, 16));
    Arrays.fill(mask.data(), 0, 8 * 16, 1); // the upper half is painted anew
    float[] drawn = request().inpaint(image, mask).generate().latents().orElseThrow().data();
    float[] known = encoded(image);
    double above = 0;
    for (int channel = 0; channel < 4; channel++) {
      for (int i = 0; i < 64; i++) {
        int at = channel * 64 + i;
        if (i >= 32) {
          assertEquals(known[at], drawn[at], 0.25);
        }
        above = Math.max(above, i < 32 ? Math.abs(known[at] - drawn[at]) : 0);
      }
    }
    assertTrue(above > 0.3, "the upper half is that of the image: " + above);
  }

  @Test
  void tilesGiveTheImageOfTheWholeUpToTheirSeams() {
    float[] whole = request().size(64, 48).generate().values(0);
    float[] tiled = request().size(64, 48).decodeInTiles(32).generate().values(0);
    int differ = 0;
    for (int i = 0; i < whole.length; i++) {
      assertEquals(whole[i], tiled[i], 0.2);
      differ += Math.abs(whole[i] - tiled[i]) > 1e-6 ? 1 : 0;
    }
    assertTrue(differ > 0, "decoded whole");
    assertTrue(differ < whole.length / 5, differ + " of " + whole.length); // rims of 3x3 alone
    assertArrayEquals(
        request().generate().values(0), request().decodeInTiles(32).generate().values(0));
  }
}
