package io.github.diffusion4j;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.diffusion4j.model.ContextVector;
import io.github.diffusion4j.model.Denoiser;
import io.github.diffusion4j.model.ModelCard;
import io.github.diffusion4j.sampler.Catalogue;
import io.github.diffusion4j.sampler.Samplers;
import io.github.diffusion4j.schedule.Level;
import io.github.diffusion4j.tensor.NoiseSource;
import io.github.diffusion4j.tensor.Shape;
import io.github.diffusion4j.tensor.Tensor;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;

/** What people do with images: change them, paint in them, go between them. */
class EditingTest {
  private static final Shape SHAPE = Shape.of(2, 3, 3);
  private static final ModelCard CARD =
      ModelCard.of(
          "formula",
          Map.of(
              "shape", SHAPE.toString(),
              "schedule", "cosine",
              "schedule.steps", "100",
              "prediction", "v",
              "time", "fraction",
              "labels", "dark,light",
              "sampler.steps", "10"));

  /** Some smooth function of a row. */
  private static final Denoiser FORMULA =
      e -> {
        Tensor x = e.x();
        List<Level> levels = e.levels();
        List<ContextVector> contexts = e.contexts();
        Tensor raw = e.output();
        for (int i = 0; i < raw.data().length; i++) {
          int row = i / raw.shape().size();
          float[] c = contexts.get(row).values();
          raw.data()[i] =
              (float) Math.tanh(0.5 * x.data()[i] * levels.get(row).alpha() + 0.2 * c[0] - 0.1);
        }
      };

  private final DiffusionPipeline pipeline = DiffusionPipeline.of(FORMULA, CARD);

  private static Tensor images(int count) {
    Tensor images = Tensor.zeros(count, SHAPE);
    NoiseSource.gaussian().fill(99, 5, images.data(), 0, images.data().length);
    for (int i = 0; i < images.data().length; i++) {
      images.data()[i] = (float) Math.tanh(images.data()[i]);
    }
    return images;
  }

  /** Repaints all but the first row of each channel. */
  private static Tensor mask() {
    return Tensor.wrap(Shape.of(1, 3, 3), new float[] {0, 0, 0, 1, 1, 1, 1, 1, 1});
  }

  @Provide
  Arbitrary<Catalogue.Entry> samplers() {
    return Arbitraries.of(
        Catalogue.entries().stream()
            .filter(e -> !List.of("ddpm-learned", "ddim-inverse").contains(e.name()))
            .toList());
  }

  @Property(tries = 200)
  void whatIsKnownStaysToTheBitUnderEverySampler(
      @ForAll("samplers") Catalogue.Entry entry, @ForAll @IntRange(min = 4, max = 20) int steps) {
    Tensor image = images(1);
    Samples painted =
        pipeline.request().sampler(entry.sampler()).steps(steps).inpaint(image, mask()).generate();
    for (int i = 0; i < SHAPE.size(); i++) {
      boolean known = mask().data()[i % 9] == 0;
      assertTrue(known == (painted.values(0)[i] == image.data()[i]), entry.name() + " at " + i);
    }
  }

  @Example
  void aMaskOfHalvesBlends() {
    Tensor image = images(1);
    float[] half = new float[SHAPE.size()];
    java.util.Arrays.fill(half, 0.5f);
    Samples blended = pipeline.request().inpaint(image, Tensor.wrap(SHAPE, half)).generate();
    assertNotEquals(image.data()[0], blended.values(0)[0]);
  }

  @Property(tries = 40)
  void imagesAreDealtOutAndDoNotDependOnTheBatch(
      @ForAll @IntRange(min = 1, max = 7) int batch,
      @ForAll @IntRange(min = 0, max = 6) int which) {
    GenerationRequest request =
        pipeline.request().sampler(Samplers.rePaint(1, 2, 2)).imageToImage(images(3), 0.7);
    request.inpaint(images(2), mask());
    Samples together = request.count(7).maxBatch(batch).seed(5).generate();
    Tensor image = Tensor.wrap(SHAPE, images(3).row(which % 3));
    Tensor kept = Tensor.wrap(SHAPE, images(2).row(which % 2));
    Samples alone =
        request.imageToImage(image, 0.7).inpaint(kept, mask()).count(1).seed(5 + which).generate();
    assertArrayEquals(alone.values(0), together.values(which));
  }

  @Example
  void withoutACountAllContextsAndImagesHaveTheirTurn() {
    List<ContextVector> two = List.of(pipeline.context("dark"), pipeline.context("light"));
    assertEquals(2, pipeline.request().contexts(two).count());
    assertEquals(3, pipeline.request().contexts(two).inpaint(images(3), mask()).count());
    assertEquals(3, pipeline.request().contexts(two).imageToImage(images(3), 0.5).count());
    assertEquals(2, pipeline.request().contexts(two).imageToImage(images(1), 0.5).count());
    assertEquals(1, pipeline.request().contexts(two).start(images(1)).count());
    assertEquals(3, pipeline.request().inpaint(images(3), mask()).generate().count());
  }

  @Property(tries = 50)
  void strengthIsTheShareOfTheStepsThatIsWalked(
      @ForAll @DoubleRange(min = 0.01, max = 1) double strength,
      @ForAll @IntRange(min = 1, max = 100) int steps) {
    int walked =
        pipeline.request().steps(steps).imageToImage(images(1), strength).plan().evaluations();
    assertEquals(Math.max(1, (int) (strength * steps)), walked);
  }

  @Example
  void aLittleStrengthKeepsTheImageAndMuchDoesNot() {
    GenerationRequest request = pipeline.request().steps(50);
    double little = distance(images(1), request.imageToImage(images(1), 0.05).generate());
    double much = distance(images(1), request.imageToImage(images(1), 1).generate());
    assertTrue(little < 0.2 && much > 2 * little, little + ", " + much);
  }

  @Example
  void whatIsEncodedIsDecodedAgain() {
    GenerationRequest request = pipeline.request().steps(100).context(pipeline.context("dark"));
    Tensor noise = request.invert(images(2));
    assertTrue(distance(images(2), request.start(noise).generate()) < 0.03);
  }

  @Example
  void aWayBetweenTwoSamplesHasThemAtItsEnds() {
    ContextVector dark = pipeline.context("dark");
    ContextVector light = pipeline.context("light");
    Samples way =
        pipeline
            .request()
            .start(Start.between(3, 8))
            .contexts(ContextVector.between(dark, light, 5))
            .generate();
    assertEquals(5, way.count());
    assertArrayEquals(pipeline.request().seed(3).context(dark).generate().values(0), way.values(0));
    assertArrayEquals(
        pipeline.request().seed(8).context(light).generate().values(0), way.values(4));
  }

  @Example
  void noVariationRepeatsAndFullVariationIsNoiseOfItsOwn() {
    Samples liked = pipeline.request().seed(7).generate();
    GenerationRequest request = pipeline.request().seed(20).count(3);
    Samples same = request.start(Start.variations(7, 0)).generate();
    Samples own = request.start(Start.variations(7, 1)).generate();
    for (int i = 0; i < 3; i++) {
      assertArrayEquals(liked.values(0), same.values(i));
      assertArrayEquals(pipeline.request().seed(20 + i).generate().values(0), own.values(i));
    }
  }

  @Example
  void wrongImagesAreRefusedInWords() {
    GenerationRequest request = pipeline.request();
    refused("strength = 0.0: it lies in (0, 1]", () -> request.imageToImage(images(1), 0));
    refused(
        "this request makes 2x3x3", () -> request.imageToImage(Tensor.zeros(1, Shape.of(3)), 0.5));
    refused("a mask of 1 x 4 for samples of 2x3x3", () -> request.inpaint(images(1), four(0.5f)));
    Tensor wrong = Tensor.wrap(SHAPE, new float[SHAPE.size()]);
    wrong.data()[3] = 1.5f;
    refused("a mask that holds 1.5", () -> request.inpaint(images(1), wrong));
    wrong.data()[3] = Float.NaN;
    refused("a value of NaN", () -> request.inpaint(wrong, mask()));
    refused("variation = 2.0: it lies in [0, 1]", () -> Start.variations(1, 2));
  }

  private static Tensor four(float value) {
    return Tensor.wrap(Shape.of(4), new float[] {value, value, value, value});
  }

  private static void refused(String words, org.junit.jupiter.api.function.Executable wrong) {
    String message = assertThrows(IllegalArgumentException.class, wrong).getMessage();
    assertTrue(String.valueOf(message).contains(words), message);
  }

  /** Root mean square. */
  private static double distance(Tensor expected, Samples actual) {
    double sum = 0;
    for (int i = 0; i < expected.data().length; i++) {
      double d = (double) expected.data()[i] - actual.values().data()[i];
      sum += d * d;
    }
    return Math.sqrt(sum / expected.data().length);
  }
}
