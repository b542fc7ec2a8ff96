package io.github.diffusion4j.ort;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import io.github.diffusion4j.BatchScheduler;
import io.github.diffusion4j.BatchSettings;
import io.github.diffusion4j.DiffusionPipeline;
import io.github.diffusion4j.GenerationRequest;
import io.github.diffusion4j.Samples;
import io.github.diffusion4j.model.ContextSpec;
import io.github.diffusion4j.model.ContextVector;
import io.github.diffusion4j.model.Denoiser;
import io.github.diffusion4j.model.ModelSource;
import io.github.diffusion4j.model.RuntimeSettings;
import io.github.diffusion4j.model.StopSignal;
import io.github.diffusion4j.sampler.Samplers;
import io.github.diffusion4j.tensor.NoiseSource;
import io.github.diffusion4j.tensor.Shape;
import io.github.diffusion4j.tensor.Tensor;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Networks that were trained to paint are told of mask and image, behind the channels of x. */
class HubPaintingTest {
  private static final long SEED = 5;

  private Path folder;
  private HubModel model;
  private DiffusionPipeline pipeline;

  @BeforeEach
  void load(@TempDir Path temporary) {
    folder = temporary;
    Path path = ToyFolder.painting(folder.resolve("toy")).path();
    model = HubModel.open(ModelSource.at(path), RuntimeSettings.cpu());
    pipeline = DiffusionPipeline.of(model);
  }

  @AfterEach
  void close() {
    pipeline.close();
  }

  private static Tensor image(int rows, int height, int width) {
    Tensor image = Tensor.zeros(rows, Shape.of(3, height, width));
    for (int i = 0; i < image.data().length; i++) {
      image.data()[i] = (float) Math.sin(i);
    }
    return image;
  }

  /** Paints the left quarter; the pixels beside it are to be painted by less than a half. */
  private static Tensor mask(int height, int width) {
    Tensor mask = Tensor.zeros(1, Shape.of(1, height, width));
    for (int i = 0; i < mask.data().length; i++) {
      int x = i % width;
      mask.data()[i] = x < width / 4 ? 1 : x < width / 2 ? 0.4f : 0;
    }
    return mask;
  }

  private GenerationRequest request(DiffusionPipeline from) {
    return from.request().prompt("cat").steps(3).seed(SEED);
  }

  private static float[] draw(int number, int size) {
    float[] values = new float[size];
    NoiseSource.gaussian().fill(SEED, number, values, 0, size);
    return values;
  }

  @Test
  void theNetworkIsToldOfMaskAndMaskedLatents() {
    List<ContextVector> told = new ArrayList<>();
    List<float[]> starts = new ArrayList<>();
    Denoiser listening =
        evaluation -> {
          told.addAll(evaluation.contexts());
          starts.add(evaluation.x().row(0));
          model.evaluate(evaluation);
        };
    DiffusionPipeline heard =
        DiffusionPipeline.builder(listening, model.card())
            .decoder(model.decoder().orElseThrow())
            .encoder(model.encoder().orElseThrow())
            .textEncoder(model.textEncoder().orElseThrow())
            .build();
    Tensor image = image(1, 16, 16);
    request(heard).inpaint(image, mask(16, 16)).generate();
    for (int i = 0; i < image.data().length; i++) {
      image.data()[i] = i % 16 < 4 ? 0 : image.data()[i];
    }
    Tensor mean = Tensor.zeros(1, Shape.of(4, 8, 8));
    Tensor deviation = Tensor.zeros(1, mean.shape());
    model.encoder().orElseThrow().encode(image, mean, deviation, StopSignal.never());
    float[] z = draw(1, 256); // the start takes draw 0
    for (ContextVector context : told) { // with and without guidance
      float[] values = context.required(ContextSpec.INPAINT).values();
      for (int i = 0; i < 64; i++) {
        assertEquals(i % 8 < 2 ? 1 : 0, values[i]);
      }
      for (int i = 0; i < 256; i++) {
        assertEquals(mean.data()[i] + deviation.data()[i] * z[i], values[64 + i], 1e-6);
      }
    }
    assertArrayEquals(draw(0, 256), starts.get(0), 1e-6f);
  }

  @Test
  void imageAndMaskMatter() {
    float[] one = request(pipeline).inpaint(image(1, 16, 16), mask(16, 16)).generate().values(0);
    Tensor other = image(1, 16, 16);
    other.data()[15] = 0.1f; // of a pixel that is kept
    Tensor more = mask(16, 16);
    more.data()[255] = 1;
    assertNotEquals(
        one[14], request(pipeline).inpaint(other, mask(16, 16)).generate().values(0)[14]);
    assertNotEquals(
        one[255], request(pipeline).inpaint(image(1, 16, 16), more).generate().values(0)[255]);
  }

  @Test
  void nothingIsPutBackButByRePaint() {
    GenerationRequest request = request(pipeline).inpaint(image(1, 16, 16), mask(16, 16));
    assertFalse(request.plan().keepsKnown());
    assertTrue(request.sampler(Samplers.rePaint(0, 1, 2)).plan().keepsKnown());
    assertEquals(1, request.generate().count());
  }

  @Test
  void withoutAnImageItIsRefused() {
    String words =
        "toy paints a part of given images anew: give images of 3x16x16 and a mask with inpaint(images, mask)";
    Refused.with(IllegalArgumentException.class, () -> request(pipeline).generate(), words);
    Refused.with(
        IllegalArgumentException.class,
        () ->
            request(pipeline)
                .inpaint(Tensor.zeros(1, Shape.of(4, 8, 8)), Tensor.zeros(1, Shape.of(1, 8, 8)))
                .generate(),
        words);
  }

  @Test
  void itPaintsOtherSizes() {
    Samples wide =
        request(pipeline).size(24, 20).inpaint(image(1, 20, 24), mask(20, 24)).generate();
    assertEquals(Shape.of(3, 20, 24), wide.shape());
    Samples usual = request(pipeline).inpaint(image(1, 16, 16), mask(16, 16)).generate();
    assertEquals(Shape.of(3, 16, 16), usual.shape());
  }

  @Test
  void samplesAreTheSameAloneAndTogether() {
    Tensor images = image(2, 16, 16);
    Samples together = request(pipeline).inpaint(images, mask(16, 16)).count(2).generate();
    try (BatchScheduler scheduler = BatchScheduler.of(pipeline, BatchSettings.defaults())) {
      for (int i = 0; i < 2; i++) {
        Tensor own = Tensor.wrap(images.shape(), images.row(i));
        GenerationRequest alone = request(pipeline).seed(SEED + i).inpaint(own, mask(16, 16));
        assertArrayEquals(together.values(i), alone.generate().values(0));
        assertArrayEquals(together.values(i), scheduler.generate(alone).values(0));
      }
    }
  }

  @Test
  void otherNumbersOfChannelsAreRefused() {
    byte[] graph =
        ToyNetwork.of("sample", DataType.FLOAT, -1, 6, -1, -1)
            .time("timestep", DataType.INT64, 1)
            .firstChannels(4)
            .output("out_sample", DataType.FLOAT, -1, 4, -1, -1);
    ToyFolder toy = ToyFolder.painting(folder.resolve("six")).graph("unet", graph);
    Refused.with(
        IllegalArgumentException.class,
        () -> DiffusionPipeline.load(toy.path()),
        "its input sample float32 [n, 6, n, n] takes 6 channels, and the decoder 4; take network and decoder from one model");
  }
}
