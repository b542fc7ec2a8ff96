package io.github.diffusion4j.ort;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.diffusion4j.BatchScheduler;
import io.github.diffusion4j.BatchSettings;
import io.github.diffusion4j.DiffusionPipeline;
import io.github.diffusion4j.GenerationRequest;
import io.github.diffusion4j.Samples;
import io.github.diffusion4j.model.ContextVector;
import io.github.diffusion4j.model.ModelCard;
import io.github.diffusion4j.model.RuntimeSettings;
import io.github.diffusion4j.tensor.Shape;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Folders of every kind draw, and draw the same however they are asked. */
class HubModelTest {
  private static final int STEPS = 3;

  private Path folder;

  @BeforeEach
  void work(@TempDir Path temporary) {
    folder = temporary;
  }

  private static GenerationRequest request(ToyKind kind, DiffusionPipeline pipeline, int sample) {
    return pipeline.request().context(kind.context(pipeline, sample)).seed(sample).steps(STEPS);
  }

  /** What the loop made: latents, or pixels. */
  private static float[] values(Samples samples) {
    return samples.latents().orElseGet(samples::values).row(0);
  }

  private static void assertSame(Samples expected, Samples drawn) {
    assertArrayEquals(values(expected), values(drawn));
    assertArrayEquals(expected.values(0), drawn.values(0));
  }

  private static void assertOther(Samples expected, Samples drawn) {
    assertNotEquals(values(expected)[0], values(drawn)[0]);
    assertNotEquals(expected.values(0)[0], drawn.values(0)[0]);
  }

  @ParameterizedTest
  @EnumSource
  void itDrawsWithWhatItsFilesSay(ToyKind kind) {
    try (DiffusionPipeline pipeline = DiffusionPipeline.load(kind.write(folder).path())) {
      Samples drawn = request(kind, pipeline, 1).generate();
      boolean latent = kind != ToyKind.PIXELS;
      assertEquals(latent ? Shape.of(3, 16, 16) : Shape.of(3, 8, 8), drawn.shape());
      assertEquals(latent, drawn.latents().isPresent());
      assertEquals(kind.name(), pipeline.card().name());
      assertTrue(pipeline.scheduler().isPresent());
    }
  }

  @ParameterizedTest
  @EnumSource
  void samplesAreTheSameAloneAndTogether(ToyKind kind) {
    try (DiffusionPipeline pipeline = DiffusionPipeline.load(kind.write(folder).path());
        BatchScheduler scheduler = BatchScheduler.of(pipeline, BatchSettings.defaults())) {
      List<CompletableFuture<Samples>> together = new ArrayList<>();
      for (int sample = 0; sample < 5; sample++) {
        together.add(scheduler.submit(request(kind, pipeline, sample)));
      }
      for (int sample = 0; sample < 5; sample++) {
        assertSame(request(kind, pipeline, sample).generate(), together.get(sample).join());
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void onePartAtATimeDrawsTheSame(ToyKind kind) {
    Path path = kind.write(folder).path();
    try (DiffusionPipeline all = DiffusionPipeline.load(path);
        DiffusionPipeline last =
            DiffusionPipeline.load(path, RuntimeSettings.cpu().keepLoaded(false))) {
      for (int sample = 0; sample < 2; sample++) {
        assertSame(request(kind, all, sample).generate(), request(kind, last, sample).generate());
      }
    }
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "PIXELS")
  void whatItIsAskedForMatters(ToyKind kind) {
    try (DiffusionPipeline pipeline = DiffusionPipeline.load(kind.write(folder).path())) {
      Samples once = request(kind, pipeline, 0).generate();
      ContextVector other = kind.context(pipeline, 1);
      assertOther(once, request(kind, pipeline, 0).context(other).generate());
      assertOther(once, request(kind, pipeline, 0).guidance(1).generate());
    }
  }

  @Test
  void promptsMix() {
    Path path = ToyFolder.xl(folder.resolve("xl")).path();
    try (DiffusionPipeline pipeline = DiffusionPipeline.load(path)) {
      ContextVector cat = pipeline.prompt("cat");
      ContextVector horse = pipeline.prompt("horse");
      ContextVector mixed = ContextVector.mix(cat, 0.5, horse, 0.5);
      float[] tokens = mixed.required("tokens").values();
      for (int i = 0; i < tokens.length; i++) {
        float mean =
            (cat.required("tokens").values()[i] + horse.required("tokens").values()[i]) / 2;
        assertEquals(mean, tokens[i], 1e-6);
      }
      assertNotEquals(cat.required("pooled"), mixed.required("pooled"));
      assertEquals(1, pipeline.generate(mixed, STEPS).count());
      assertEquals(cat, ContextVector.mix(cat, 1, horse, 0));
    }
  }

  @Test
  void whatItsFilesSayStandsInTheCard() {
    ToyFolder dit = ToyFolder.transformer(folder.resolve("dit"));
    try (DiffusionPipeline pipeline = DiffusionPipeline.load(dit.path())) {
      assertEquals(ModelCard.Variance.LEARNED_RANGE, pipeline.card().variance());
      assertEquals(List.of("cat", "dog", "cat (2)"), pipeline.card().context().labels());
      assertEquals(
          pipeline.generate(pipeline.context("dog"), STEPS).values(0)[0],
          pipeline.generate(ToyKind.TRANSFORMER.context(pipeline, 1), STEPS).values(0)[0]);
      assertFalse(pipeline.toString().contains("closed"));
    }
  }
}
