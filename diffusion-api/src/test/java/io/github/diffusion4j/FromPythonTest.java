package io.github.diffusion4j;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import io.github.diffusion4j.model.Denoiser;
import io.github.diffusion4j.model.ModelCard;
import io.github.diffusion4j.sampler.Samplers;
import io.github.diffusion4j.tensor.NoiseSource;
import io.github.diffusion4j.tensor.Tensor;
import java.util.Arrays;
import java.util.Map;
import net.jqwik.api.Example;

/** A result that was made in Python, made again. */
class FromPythonTest {
  private static final ModelCard CARD =
      ModelCard.of(
          "formula",
          Map.of(
              "shape", "3x8x8",
              "schedule", "cosine",
              "schedule.steps", "100",
              "prediction", "epsilon",
              "time", "index"));

  private static final Denoiser FORMULA =
      e -> {
        Tensor x = e.x();
        Tensor raw = e.output();
        for (int i = 0; i < raw.data().length; i++) {
          raw.data()[i] = (float) Math.tanh(x.data()[i]);
        }
      };

  private final DiffusionPipeline pipeline = DiffusionPipeline.of(FORMULA, CARD);

  /** generators = [torch.Generator().manual_seed(5 + i) for i in range(3)] */
  @Example
  void aGeneratorASample() {
    Samples samples =
        pipeline
            .request()
            .noiseSource(NoiseSource.torch())
            .seed(5)
            .count(3)
            .maxBatch(2)
            .steps(3)
            .keepFrames(2)
            .generate();
    for (int i = 0; i < 3; i++) {
      assertArrayEquals(randn(5 + i, 0, 192), samples.frames().get(0).row(i));
    }
  }

  /** torch.manual_seed(0); torch.randn(4, 3, 8, 8) */
  @Example
  void aBatchFromOneGenerator() {
    float[] data = new float[4 * 3 * 8 * 8];
    NoiseSource.torch().fill(0, 0, data, 0, data.length);
    Tensor start = Tensor.wrap(CARD.shape(), data);
    Samples samples = pipeline.request().start(start).maxBatch(3).steps(3).keepFrames(2).generate();
    assertArrayEquals(data, samples.frames().get(0).data());
    float[] lastOfReference = {-0.738603f, 1.655276f, 0.520372f, -0.232616f};
    assertArrayEquals(
        lastOfReference, Arrays.copyOfRange(data, data.length - 4, data.length), 1e-5f);
  }

  /** The draws of the sampler are the generator's calls after the start. */
  @Example
  void theSamplersNoiseGoesOnFromTheSameGenerator() {
    NoiseSource listed =
        (seed, draw, target, offset, length) ->
            System.arraycopy(randn(seed, draw, length), 0, target, offset, length);
    assertArrayEquals(ddpm(listed), ddpm(NoiseSource.torch()));
  }

  private float[] ddpm(NoiseSource noise) {
    return pipeline
        .request()
        .sampler(Samplers.ddpm())
        .noiseSource(noise)
        .seed(-2)
        .count(4)
        .steps(10)
        .generate()
        .values()
        .data();
  }

  private static float[] randn(long seed, int draw, int length) {
    float[] values = new float[length];
    NoiseSource.torch().fill(seed, draw, values, 0, length);
    return values;
  }
}
