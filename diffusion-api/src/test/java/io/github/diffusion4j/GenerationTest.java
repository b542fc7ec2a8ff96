package io.github.diffusion4j;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.diffusion4j.model.ContextVector;
import io.github.diffusion4j.model.Denoiser;
import io.github.diffusion4j.model.ModelCard;
import io.github.diffusion4j.plan.Thresholding;
import io.github.diffusion4j.sampler.DdpmVariance;
import io.github.diffusion4j.sampler.Samplers;
import io.github.diffusion4j.tensor.Shape;
import io.github.diffusion4j.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CancellationException;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** What the pipeline promises, on a network that is a formula of its row. */
class GenerationTest {
  private static final ModelCard CARD = Formula.CARD;
  private static final Denoiser FORMULA = Formula.DENOISER;

  private final DiffusionPipeline pipeline = DiffusionPipeline.of(FORMULA, CARD);

  @Property(tries = 60)
  void aSampleDependsOnItsSeedAlone(
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 9) int count,
      @ForAll @IntRange(min = 1, max = 9) int batch,
      @ForAll @IntRange(min = 0, max = 8) int which) {
    GenerationRequest request =
        pipeline.request().sampler(Samplers.ddpm()).context(pipeline.context("dark")).guidance(2);
    Samples together = request.seed(seed).count(count).maxBatch(batch).generate();
    int i = which % count;
    Samples alone = request.seed(seed + i).count(1).generate();
    assertArrayEquals(alone.values(0), together.values(i));
    assertEquals(seed + i, together.seeds().get(i));
  }

  @Example
  void theStartDoesNotDependOnSamplerOrSteps() {
    float[] start = firstFrame(pipeline.request().steps(3).keepFrames(2));
    assertArrayEquals(start, firstFrame(pipeline.request().steps(7).keepFrames(2)));
    assertArrayEquals(
        start, firstFrame(pipeline.request().sampler(Samplers.ddpm()).steps(5).keepFrames(3)));
  }

  private static float[] firstFrame(GenerationRequest request) {
    return request.generate().frames().get(0).data();
  }

  @Example
  void generateDoesWhatTheCardRecommends() {
    ContextVector light = pipeline.context("light");
    assertArrayEquals(
        pipeline.request().context(light).steps(10).generate().values(0),
        pipeline.generate(light, 10).values(0));
    assertEquals("DDIM", pipeline.generate(light, 10).provenance().plan().sampler());
  }

  @Example
  void contextsAreDealtOutInTurn() {
    ContextVector dark = pipeline.context("dark");
    ContextVector light = pipeline.context("light");
    Samples dealt =
        pipeline.request().contexts(List.of(dark, light)).count(4).maxBatch(3).seed(5).generate();
    assertArrayEquals(
        pipeline.request().context(light).seed(8).generate().values(0), dealt.values(3));
    assertEquals(2, pipeline.request().contexts(List.of(dark, light)).generate().count());
  }

  @Example
  void ddimInverseLeadsBackToTheStart() {
    Tensor image = pipeline.request().steps(100).generate().values();
    Tensor noise =
        pipeline
            .request()
            .sampler(Samplers.ddimInverse())
            .start(image)
            .steps(100)
            .generate()
            .values();
    Tensor again = pipeline.request().start(noise).steps(100).generate().values();
    for (int i = 0; i < image.data().length; i++) {
      assertEquals(image.data()[i], again.data()[i], 0.05);
    }
  }

  @Example
  void aListenerSeesEveryStepAndTheCleanPrediction() {
    List<Integer> seen = new ArrayList<>();
    Samples samples =
        pipeline
            .request()
            .count(3)
            .maxBatch(2)
            .thresholding(Thresholding.clip(0.5))
            .listener(
                step -> {
                  seen.add(step.firstSample() * 100 + step.index());
                  for (float value : step.x0().data()) {
                    assertTrue(Math.abs(value) <= 0.5);
                  }
                })
            .steps(4)
            .generate();
    assertEquals(List.of(0, 1, 2, 3, 200, 201, 202, 203), seen);
    assertEquals(3, samples.count());
  }

  @Example
  void framesRunFromStartToResult() {
    Samples samples = pipeline.request().count(3).maxBatch(2).keepFrames(4).steps(9).generate();
    assertEquals(4, samples.frames().size());
    assertArrayEquals(samples.values().data(), samples.frames().get(3).data());
    assertEquals(3, pipeline.request().keepFrames(9).steps(2).generate().frames().size());
    assertThrows(IllegalStateException.class, () -> pipeline.request().generate().frames());
  }

  @Example
  void whatIsNoNumberDoesNotTravel() {
    Denoiser broken = e -> Arrays.fill(e.output().data(), Float.NaN);
    IllegalStateException e =
        assertThrows(
            IllegalStateException.class,
            () -> DiffusionPipeline.of(broken, CARD).request().seed(42).generate());
    assertTrue(String.valueOf(e.getMessage()).contains("NaN for the sample of seed 42"));
  }

  @Example
  void anInterruptStopsIt() {
    try {
      Thread.currentThread().interrupt();
      assertThrows(CancellationException.class, () -> pipeline.request().generate());
      assertTrue(Thread.currentThread().isInterrupted());
    } finally {
      assertTrue(Thread.interrupted());
    }
    assertEquals(1, pipeline.request().generate().count());
  }

  @Example
  void wrongRequestsAreRefused() {
    GenerationRequest request = pipeline.request();
    refused("count = 0: at least 1", () -> request.count(0));
    refused(
        "1000000000 samples of 1x4x4 at once: from 1 to 134217727",
        () -> pipeline.request().count(1_000_000_000).generate());
    refused("steps = 101: this schedule takes 1 to 100", () -> pipeline.generate(none(), 101));
    refused("steps = 0: this schedule takes 1 to 100", () -> pipeline.generate(none(), 0));
    refused("this model takes 2", () -> request.context(ContextVector.of(1)));
    refused("this request makes 1x4x4", () -> request.start(Tensor.zeros(1, Shape.of(1, 2, 2))));
    refused(
        "one start per sample",
        () -> pipeline.request().start(Tensor.zeros(2, CARD.shape())).count(3).generate());
    refused(
        "learned variance",
        () ->
            pipeline
                .request()
                .sampler(Samplers.ddpm(DdpmVariance.LEARNED_RANGE))
                .steps(5)
                .generate());
    refused("guidance weight = NaN", () -> request.guidance(Double.NaN));
  }

  @Example
  void provenanceSaysHow() {
    Provenance provenance = pipeline.request().guidance(2).steps(5).generate().provenance();
    assertEquals("formula", provenance.model());
    assertEquals(Guidance.of(2), provenance.guidance());
    assertEquals(5, provenance.plan().evaluations());
    assertFalse(provenance.versions().isEmpty());
  }

  private ContextVector none() {
    return pipeline.context();
  }

  private static void refused(String message, Runnable wrong) {
    IllegalArgumentException e = assertThrows(IllegalArgumentException.class, wrong::run);
    assertTrue(String.valueOf(e.getMessage()).contains(message), e.getMessage());
  }
}
