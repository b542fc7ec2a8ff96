package io.github.diffusion4j;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.diffusion4j.model.ContextRole;
import io.github.diffusion4j.model.ContextSpec;
import io.github.diffusion4j.model.ContextTensor;
import io.github.diffusion4j.model.ContextTensor.Kind;
import io.github.diffusion4j.model.ContextVector;
import io.github.diffusion4j.model.Decoder;
import io.github.diffusion4j.model.Encoder;
import io.github.diffusion4j.model.ModelCard;
import io.github.diffusion4j.model.NetworkTime;
import io.github.diffusion4j.model.Parameterization;
import io.github.diffusion4j.model.StopSignal;
import io.github.diffusion4j.schedule.NoiseSchedule;
import io.github.diffusion4j.tensor.NoiseSource;
import io.github.diffusion4j.tensor.Shape;
import io.github.diffusion4j.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Stand-ins for the parts of a latent model: prompts go in, images come out. */
class LatentPipelineTest {
  private static final Shape LATENTS = Shape.of(4, 4, 4);
  private static final Shape IMAGE = Shape.of(3, 8, 8);

  private final AtomicInteger encodedPrompts = new AtomicInteger();
  private final AtomicInteger closed = new AtomicInteger();

  /** Each pixel of a channel is that channel of the latents, halved. */
  private final class Halving implements Decoder {
    @Override
    public Shape imageShape(Shape latents) {
      return Shape.of(3, 2 * latents.dimension(1), 2 * latents.dimension(2));
    }

    @Override
    public void decode(Tensor latents, Tensor images, StopSignal stop) {
      assertEquals(1, latents.rows(), "row by row");
      int width = images.shape().dimension(2);
      int height = images.shape().dimension(1);
      for (int i = 0; i < images.data().length; i++) {
        int channel = i / (height * width);
        int y = i / width % height / 2;
        int x = i % width / 2;
        images.data()[i] = latents.data()[(channel * height / 2 + y) * width / 2 + x] / 2;
      }
    }

    @Override
    public void close() {
      closed.incrementAndGet();
    }
  }

  /** The way back, with a deviation; the fourth channel is 0. */
  private final class Doubling implements Encoder {
    private final float deviation;

    private Doubling(float deviation) {
      this.deviation = deviation;
    }

    @Override
    public Shape latentShape(Shape image) {
      return Shape.of(4, image.dimension(1) / 2, image.dimension(2) / 2);
    }

    @Override
    public void encode(Tensor images, Tensor mean, Tensor deviations, StopSignal stop) {
      int width = mean.shape().dimension(2);
      int plane = mean.shape().dimension(1) * width;
      Arrays.fill(mean.data(), 0);
      for (int i = 0; i < 3 * plane; i++) {
        int y = i % plane / width;
        mean.data()[i] = 2 * images.data()[i / plane * 4 * plane + 4 * y * width + 2 * (i % width)];
      }
      Arrays.fill(deviations.data(), deviation);
    }

    @Override
    public void close() {
      closed.incrementAndGet();
    }
  }

  private ContextVector encode(String prompt) {
    encodedPrompts.incrementAndGet();
    return ContextVector.of(
        "tokens", ContextTensor.of(Shape.of(2, 1), prompt.length(), prompt.isEmpty() ? -1 : 1));
  }

  private DiffusionPipeline pipeline(float deviation) {
    ContextRole tokens =
        ContextRole.of("tokens", Kind.FLOAT, Shape.of(2, 1)).unconditionalEmptyPrompt();
    ModelCard card =
        ModelCard.builder(
                LATENTS, NoiseSchedule.scaledLinear(1000, 0.00085, 0.012), Parameterization.EPSILON)
            .name("latent")
            .time(NetworkTime.of(NetworkTime.Measure.INDEX, 1000))
            .context(ContextSpec.of(List.of(tokens), List.of()))
            .build();
    return DiffusionPipeline.builder(
            e -> {
              int size = e.x().shape().size();
              for (int i = 0; i < e.output().data().length; i++) {
                float[] said = e.contexts().get(i / size).required("tokens").values();
                e.output().data()[i] =
                    (float) Math.tanh(e.x().data()[i] + 0.1 * said[0] + 0.2 * said[1]);
              }
            },
            card)
        .decoder(new Halving())
        .encoder(new Doubling(deviation))
        .textEncoder(this::encode)
        .build();
  }

  @Test
  void imagesComeWithTheirLatents() {
    try (DiffusionPipeline pipeline = pipeline(0)) {
      Samples samples =
          pipeline
              .request()
              .prompt("a horse")
              .guidance(3)
              .steps(4)
              .count(3)
              .keepFrames(2)
              .generate();
      assertEquals(IMAGE, samples.shape());
      Tensor latents = samples.latents().orElseThrow();
      assertEquals(LATENTS, latents.shape());
      assertArrayEquals(pipeline.decode(latents).data(), samples.values().data());
      assertArrayEquals(samples.values().data(), samples.frames().get(1).data());
      assertEquals(8, samples.image(2).getWidth());
    }
    assertEquals(2, closed.get());
  }

  @Test
  void aPromptIsEncodedOnceAndTheEmptyOneIsUnconditional() {
    try (DiffusionPipeline pipeline = pipeline(0)) {
      ContextVector horse = pipeline.prompt("a horse");
      for (int i = 0; i < 3; i++) {
        pipeline.request().context(horse).guidance(5).steps(10).generate();
      }
      assertEquals(2, encodedPrompts.get());
      assertArrayEquals(
          pipeline
              .request()
              .prompt("a horse")
              .negativePrompt("")
              .guidance(5)
              .steps(4)
              .generate()
              .values()
              .data(),
          pipeline.request().context(horse).guidance(5).steps(4).generate().values().data());
      assertFalse(
          Arrays.equals(
              pipeline
                  .request()
                  .prompt("a horse")
                  .negativePrompt("blurry")
                  .guidance(5)
                  .steps(4)
                  .generate()
                  .values()
                  .data(),
              pipeline.request().context(horse).guidance(5).steps(4).generate().values().data()));
    }
  }

  @Test
  void imageToImageDrawsFromThePosteriorBeforeTheNoise() {
    Tensor image = Tensor.zeros(1, IMAGE);
    Arrays.fill(image.data(), 0.25f);
    try (DiffusionPipeline pipeline = pipeline(0.5f)) {
      float[] epsilon = new float[LATENTS.size()];
      NoiseSource.torch().fill(7, 0, epsilon, 0, epsilon.length);
      float[] latents = new float[LATENTS.size()];
      for (int i = 0; i < latents.length; i++) {
        latents[i] = (i < 48 ? 0.5f : 0) + 0.5f * epsilon[i];
      }
      float[] byHand =
          pipeline
              .request()
              .noiseSource(new LaterDraws(NoiseSource.torch(), NoiseSource.START, 1))
              .imageToImage(Tensor.wrap(LATENTS, latents), 0.5)
              .seed(7)
              .steps(6)
              .generate()
              .values()
              .data();
      GenerationRequest request =
          pipeline
              .request()
              .noiseSource(NoiseSource.torch())
              .imageToImage(image, 0.5)
              .seed(7)
              .steps(6);
      assertArrayEquals(byHand, request.generate().values().data());
      try (BatchScheduler scheduler = BatchScheduler.of(pipeline, BatchSettings.defaults())) {
        assertArrayEquals(byHand, scheduler.generate(request).values().data());
      }
    }
  }

  @Test
  void inpaintingKeepsTheLatentsOutsideTheMask() {
    Tensor image = Tensor.zeros(1, IMAGE);
    Arrays.fill(image.data(), 0.25f);
    Tensor mask = Tensor.zeros(1, Shape.of(1, 8, 8));
    Arrays.fill(mask.data(), 0, 32, 1); // the upper half
    try (DiffusionPipeline pipeline = pipeline(0)) {
      float[] painted = pipeline.request().inpaint(image, mask).steps(5).generate().values(0);
      for (int i = 0; i < painted.length; i++) {
        if (i % 64 >= 32) {
          assertEquals(0.25f, painted[i], 1e-6f);
        }
      }
      assertFalse(Arrays.equals(image.data(), painted));
    }
  }

  /** The stand-in's decoder is linear, so its approximation is exact. */
  @Test
  void aPreviewHasOnePixelPerLatent() {
    try (DiffusionPipeline pipeline = pipeline(0)) {
      Tensor latents = pipeline.request().count(2).steps(3).generate().latents().orElseThrow();
      Tensor preview = pipeline.preview(latents);
      assertEquals(Shape.of(3, 4, 4), preview.shape());
      for (int i = 0; i < preview.data().length; i++) {
        float latent = latents.data()[i / 48 * 64 + i % 48];
        assertEquals(latent / 2, preview.data()[i], 1e-3);
      }
    }
  }

  @Test
  void inTilesTheImageIsThatOfTheWhole() {
    try (DiffusionPipeline pipeline = pipeline(0)) {
      GenerationRequest request = pipeline.request().size(44, 26).steps(2);
      float[] whole = request.generate().values(0);
      float[] tiles = request.decodeInTiles(8).generate().values(0);
      assertArrayEquals(whole, tiles, 1e-6f);
    }
  }

  @Test
  void anotherSizeIsAskedForInPixels() {
    try (DiffusionPipeline pipeline = pipeline(0)) {
      IllegalArgumentException odd =
          assertThrows(IllegalArgumentException.class, () -> pipeline.request().size(9, 8));
      assertTrue(odd.toString().contains("multiples of 2 and 2"), odd.toString());
      assertEquals(Shape.of(3, 8, 12), pipeline.request().size(12, 8).steps(2).generate().shape());
    }
  }

  @Test
  void aModelWithoutTextEncoderRefusesAPrompt() {
    DiffusionPipeline plain =
        DiffusionPipeline.of(
            e -> {},
            ModelCard.builder(LATENTS, NoiseSchedule.cosine(10), Parameterization.EPSILON).build());
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> plain.prompt("a horse"));
    assertTrue(e.toString().contains("no text encoder"), e.toString());
  }
}
