package io.github.diffusion4j.ort;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import io.github.diffusion4j.BatchScheduler;
import io.github.diffusion4j.BatchSettings;
import io.github.diffusion4j.DiffusionPipeline;
import io.github.diffusion4j.GenerationRequest;
import io.github.diffusion4j.Samples;
import io.github.diffusion4j.model.ContextSpec;
import io.github.diffusion4j.model.ContextTensor;
import io.github.diffusion4j.model.ContextVector;
import io.github.diffusion4j.tensor.Shape;
import io.github.diffusion4j.tensor.Tensor;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A network with a ControlNet is one network with a role more. */
class ControlTest {
  private static final Shape IMAGE = Shape.of(3, ControlFolder.SIDE, ControlFolder.SIDE);
  private static final ContextVector TOKENS =
      ContextVector.of(
          "tokens",
          ContextTensor.of(
              Shape.of(ControlFolder.TOKENS, ControlFolder.WIDTH), LoraGraph.random(31, 15)));
  private static final ContextVector NO_TOKENS =
      ContextVector.of(
          "tokens",
          ContextTensor.of(Shape.of(ControlFolder.TOKENS, ControlFolder.WIDTH), new float[15]));

  private final Path folder;

  ControlTest(@TempDir Path folder) {
    this.folder = folder;
  }

  /** An image of noise. */
  private static Tensor image(long seed) {
    float[] values = LoraGraph.random(seed, IMAGE.size());
    for (int i = 0; i < values.length; i++) {
      values[i] = Math.min(1, Math.abs(5 * values[i]));
    }
    return Tensor.wrap(IMAGE, values);
  }

  private DiffusionPipeline pair(DataType type, long batch) {
    return DiffusionPipeline.load(ControlFolder.pair(folder.resolve("pair"), type, batch));
  }

  private static GenerationRequest request(DiffusionPipeline pipeline) {
    return pipeline
        .request()
        .context(TOKENS)
        .negative(NO_TOKENS)
        .guidance(3)
        .seed(5)
        .steps(4)
        .count(2);
  }

  private float[] whole(double scale, Tensor image) {
    Path path = ControlFolder.whole(folder.resolve("whole"), (float) scale);
    try (DiffusionPipeline pipeline = DiffusionPipeline.load(path)) {
      ContextTensor flat = ContextTensor.of(Shape.of(IMAGE.size()), image.data());
      return request(pipeline)
          .context(TOKENS.with("pooled", flat))
          .negative(NO_TOKENS.with("pooled", flat))
          .generate()
          .values(1);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "FLOAT, -1, 1, 1e-6",
    "FLOAT, 1, 0.7, 1e-6",
    "FLOAT, 2, -0.5, 1e-6",
    "FLOAT16, -1, 1, 1e-2"
  })
  void twoGraphsDrawWhatOneDraws(DataType type, long batch, double scale, double bound) {
    Tensor image = image(41);
    try (DiffusionPipeline pipeline = pair(type, batch)) {
      float[] values = request(pipeline).control(image, scale).generate().values(1);
      assertTrue(Foreign.relativeError(values, whole(scale, image)) < bound);
    }
  }

  @Test
  void theImageCountsAndWithoutScaleItDoesNot() {
    try (DiffusionPipeline pipeline = pair(DataType.FLOAT, -1)) {
      float[] one = values(pipeline, image(41), 1);
      assertFalse(Arrays.equals(one, values(pipeline, image(42), 1)));
      assertFalse(Arrays.equals(one, values(pipeline, image(41), 0.5)));
      assertArrayEquals(values(pipeline, image(41), 0), values(pipeline, image(42), 0));
    }
  }

  private static float[] values(DiffusionPipeline pipeline, Tensor image, double scale) {
    return request(pipeline).control(image, scale).generate().values(0);
  }

  @Test
  void anImageOfAContextDoesWhatARequestsDoes() {
    try (DiffusionPipeline pipeline = pair(DataType.FLOAT, -1)) {
      ContextVector controlled =
          TOKENS
              .with(ContextSpec.CONTROL, ContextTensor.of(IMAGE, image(41).data()))
              .with(ContextSpec.CONTROL_SCALE, ContextTensor.of(Shape.of(1), 0.5f));
      assertArrayEquals(
          values(pipeline, image(41), 0.5),
          request(pipeline).context(controlled).generate().values(0));
    }
  }

  @Test
  void mixedRequestsDrawInABatchWhatTheyDrawAlone() {
    try (DiffusionPipeline pipeline = pair(DataType.FLOAT, -1)) {
      List<GenerationRequest> requests = new ArrayList<>();
      for (int i = 0; i < 6; i++) {
        requests.add(request(pipeline).seed(i).control(image(i), i / 4.0));
      }
      List<Samples> alone = requests.stream().map(GenerationRequest::generate).toList();
      try (BatchScheduler scheduler = BatchScheduler.of(pipeline, BatchSettings.defaults())) {
        List<CompletableFuture<Samples>> together =
            requests.stream().map(scheduler::submit).toList();
        for (int i = 0; i < alone.size(); i++) {
          assertArrayEquals(alone.get(i).values(1), together.get(i).join().values(1));
        }
      }
    }
  }

  @Test
  void theImageFollowsTheSizeOfTheRequest() {
    try (DiffusionPipeline pipeline =
            DiffusionPipeline.load(ControlFolder.ofAnySize(folder.resolve("open")));
        DiffusionPipeline fixed = pair(DataType.FLOAT, -1)) {
      assertArrayEquals(values(fixed, image(41), 1), values(pipeline, image(41), 1));
      GenerationRequest wide = request(pipeline).size(12, 8);
      refused(() -> wide.control(image(41), 1), "this model takes one of 3x8x12");
      Tensor image = Tensor.wrap(Shape.of(3, 8, 12), new float[288]);
      assertEquals(Shape.of(4, 8, 12), wide.control(image, 1).generate().shape());
      refused(() -> request(fixed).size(12, 8), "this model's graph takes 4x8x8 alone");
    }
  }

  @Test
  void anImageIsReadFromAFile() throws IOException {
    BufferedImage picture = new BufferedImage(8, 8, BufferedImage.TYPE_INT_RGB);
    picture.setRGB(0, 0, 0xff0033);
    Path file = folder.resolve("edges.png");
    ImageIO.write(picture, "png", file.toFile());
    try (DiffusionPipeline pipeline = pair(DataType.FLOAT, -1)) {
      float[] values = pipeline.controlImage(file).data();
      float[] expected = new float[IMAGE.size()];
      expected[0] = 1;
      expected[128] = 0.2f;
      assertArrayEquals(expected, values, 1e-6f);
    }
  }

  @Test
  void wrongImagesAreRefusedWithOneSentence() {
    try (DiffusionPipeline pipeline = pair(DataType.FLOAT, -1)) {
      GenerationRequest request = request(pipeline);
      refused(
          () -> request.control(Tensor.zeros(1, Shape.of(3, 4, 4)), 1),
          "1 control images of 3x4x4: this model takes one of 3x8x8");
      float[] bright = new float[IMAGE.size()];
      bright[5] = 255;
      refused(
          () -> request.control(Tensor.wrap(IMAGE, bright), 1),
          "a control image with a value of 255.0: from 0, black, to 1, white");
      refused(
          () -> request.control(image(1), Double.POSITIVE_INFINITY),
          "scale = Infinity of a control image");
      refused(
          request::generate, "a context without 'control': this model takes control float 3x8x8");
    }
    try (DiffusionPipeline pipeline =
        DiffusionPipeline.load(ControlFolder.whole(folder.resolve("whole"), 1))) {
      refused(
          () -> request(pipeline).control(image(1), 1),
          "a control image for a model without a ControlNet");
    }
  }

  @Test
  void foldersThatDoNotBelongTogetherAreRefusedWithOneSentence() throws IOException {
    Path missing = ControlFolder.pair(folder.resolve("missing"), DataType.FLOAT, -1);
    Files.delete(missing.resolve("controlnet/model.onnx"));
    refused(() -> DiffusionPipeline.load(missing), "controlnet: no .onnx file");
    Path other =
        ControlFolder.pair(
            folder.resolve("other"),
            DataType.FLOAT,
            -1,
            List.of("down.residual", "down.residual", "down.residual"));
    refused(() -> DiffusionPipeline.load(other), "it has 3 outputs, ", "takes 1 residuals");
    Path scaled = ControlFolder.scaled(folder.resolve("scaled"));
    refused(() -> DiffusionPipeline.load(scaled), "its input conditioning_scale float32 [1]");
  }

  private static void refused(Executable call, String... words) {
    Refused.with(IllegalArgumentException.class, call, words);
  }
}
