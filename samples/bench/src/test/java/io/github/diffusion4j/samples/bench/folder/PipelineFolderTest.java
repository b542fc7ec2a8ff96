package io.github.diffusion4j.samples.bench.folder;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.diffusion4j.DiffusionPipeline;
import io.github.diffusion4j.tensor.Shape;
import io.github.diffusion4j.train.network.Component;
import io.github.diffusion4j.train.network.NetworkSummary;
import io.github.diffusion4j.train.onnx.Precision;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PipelineFolderTest {
  private static final Sizes SMALL = new Sizes(8, 32, 4, 32, 1, 4, 32);

  /** As the model's authors count them; the decoder with its convolution of latents. */
  @ParameterizedTest
  @CsvSource({"unet, 859520964", "vae_decoder, 49490199", "text_encoder, 123060480"})
  void theComponentsHaveThePublishedNumberOfWeights(String component, long weights) {
    assertEquals(weights, NetworkSummary.of(large(component)).parameterCount());
  }

  @Test
  void anImageHas512Pixels() {
    Shape image = NetworkSummary.of(large("vae_decoder")).output();

    assertEquals(Shape.of(3, 512, 512), image);
  }

  @Test
  void bothPrecisionsDrawTheSameImage(@TempDir Path folder) throws IOException {
    float[] single = draw(write(folder.resolve("single"), Precision.FLOAT32));
    float[] half = draw(write(folder.resolve("half"), Precision.FLOAT16));

    assertArrayEquals(single, half, 0.1f);
  }

  @Test
  void equalSeedsAreEqualBytes(@TempDir Path folder) throws IOException {
    Path one = write(folder.resolve("one"), Precision.FLOAT16);
    Path other = write(folder.resolve("other"), Precision.FLOAT16);

    for (String file : new String[] {"unet/model.onnx", "unet/model.onnx_data"}) {
      assertEquals(-1, Files.mismatch(one.resolve(file), other.resolve(file)), file);
    }
  }

  private static Component large(String name) {
    return requireNonNull(PipelineFolder.components(Sizes.STABLE_DIFFUSION).get(name));
  }

  private static Path write(Path folder, Precision precision) throws IOException {
    PipelineFolder.write(folder, SMALL, precision, 1);
    return folder;
  }

  private static float[] draw(Path folder) {
    try (DiffusionPipeline pipeline = DiffusionPipeline.load(folder)) {
      return pipeline.request().prompt("a red fox").steps(2).seed(3).generate().values(0);
    }
  }
}
