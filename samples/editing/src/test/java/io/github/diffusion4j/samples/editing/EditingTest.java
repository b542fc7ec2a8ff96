package io.github.diffusion4j.samples.editing;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.diffusion4j.DiffusionPipeline;
import io.github.diffusion4j.Samples;
import io.github.diffusion4j.sampler.Samplers;
import io.github.diffusion4j.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the page beside says of the examples, on the shipped model. */
class EditingTest {
  private static final DiffusionPipeline PIPELINE = DiffusionPipeline.load("icons16");

  @AfterAll
  static void close() {
    PIPELINE.close();
  }

  private static void assertImage(Path image) throws IOException {
    assertNotNull(ImageIO.read(image.toFile()));
  }

  @Test
  void littleStrengthStaysCloserThanMuch(@TempDir Path folder) throws IOException {
    Path image = folder.resolve("picture.png");
    List<Samples> results = ImageToImage.run(PIPELINE, image);
    float[] original = PIPELINE.request().context(PIPELINE.context("folder")).generate().values(0);
    double little = distance(original, results.get(0).values(0));
    double much = distance(original, results.get(results.size() - 1).values(0));
    assertTrue(little < 0.2 && little < much / 2, little + ", " + much);
    assertImage(image);
  }

  @Test
  void whatIsKeptIsKeptToTheBit(@TempDir Path folder) throws IOException {
    Path image = folder.resolve("picture.png");
    Tensor original = Inpainting.original(PIPELINE);
    Tensor mask = Inpainting.mask();
    for (Samples samples : Inpainting.run(PIPELINE, image)) {
      for (int i = 0; i < samples.count(); i++) {
        for (int k = 0; k < original.data().length; k++) {
          assertTrue(mask.data()[k % 256] == 1 || samples.values(i)[k] == original.data()[k]);
        }
      }
    }
    assertImage(image);
  }

  @Test
  void inversionIsTheCloserTheMoreSteps(@TempDir Path folder) throws IOException {
    Path image = folder.resolve("picture.png");
    Map<Integer, Double> differences = Inversion.run(PIPELINE, image);
    List<Double> inOrder = Inversion.STEPS.stream().map(differences::get).toList();
    assertTrue(
        inOrder.get(0) > inOrder.get(1) && inOrder.get(1) > inOrder.get(2), inOrder.toString());
    assertImage(image);
  }

  @Test
  void theWayHasTheSamplesAtItsEnds(@TempDir Path folder) throws IOException {
    Path image = folder.resolve("picture.png");
    Samples way = Interpolation.run(PIPELINE, image);
    assertEquals(Interpolation.COUNT, way.count());
    assertArrayEquals(alone(3, "folder"), way.values(0));
    assertArrayEquals(alone(8, "smiley"), way.values(way.count() - 1));
    assertImage(image);
  }

  private static float[] alone(long seed, String label) {
    return PIPELINE
        .request()
        .seed(seed)
        .context(PIPELINE.context(label))
        .sampler(Samplers.dpmSolverPlusPlus())
        .steps(20)
        .generate()
        .values(0);
  }

  @Test
  void variationsGoAwayWithTheirAmount(@TempDir Path folder) throws IOException {
    Path image = folder.resolve("picture.png");
    List<Samples> all = Variations.run(PIPELINE, image);
    float[] liked = all.get(0).values(0);
    assertArrayEquals(liked, all.get(0).values(2));
    double near = distance(liked, all.get(1).values(1));
    double far = distance(liked, all.get(all.size() - 1).values(1));
    assertTrue(near < far, near + ", " + far);
    assertImage(image);
  }

  @Test
  void aMixedBatchHasWhatEachWouldBeAlone(@TempDir Path folder) throws IOException {
    Path image = folder.resolve("picture.png");
    Samples mixed = MixedBatch.run(PIPELINE, image);
    Samples alone = PIPELINE.request().seed(1).context(PIPELINE.context("smiley")).generate();
    assertArrayEquals(alone.values(0), mixed.values(1));
    assertImage(image);
  }

  @Test
  void everyImageOfThePageIsThere() throws IOException {
    String page = Files.readString(Path.of("README.md"));
    for (String name :
        List.of(
            "image-to-image",
            "inpainting",
            "inversion",
            "interpolation",
            "variations",
            "mixed-batch")) {
      assertTrue(page.contains("(pictures/" + name + ".png)"), name);
      assertTrue(Files.size(Path.of("pictures", name + ".png")) > 500, name);
    }
  }

  private static double distance(float[] a, float[] b) {
    double squares = 0;
    for (int i = 0; i < a.length; i++) {
      squares += ((double) a[i] - b[i]) * ((double) a[i] - b[i]);
    }
    return Math.sqrt(squares / a.length);
  }
}
