package io.github.diffusion4j.samples.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.diffusion4j.DiffusionPipeline;
import io.github.diffusion4j.Samples;
import io.github.diffusion4j.model.ContextSpec;
import io.github.diffusion4j.model.ContextVector;
import io.github.diffusion4j.model.ModelCard;
import io.github.diffusion4j.model.Parameterization;
import io.github.diffusion4j.schedule.NoiseSchedule;
import io.github.diffusion4j.tensor.Shape;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.springframework.util.unit.DataSize;

/** A model with a text encoder takes any prompt, and no labels. */
class TextModelTest {
  private static final ServerSettings SETTINGS =
      new ServerSettings(
          List.of(),
          Map.of(),
          "cpu",
          8,
          8,
          Duration.ofMinutes(1),
          4,
          10,
          64,
          DataSize.ofKilobytes(1));

  /** Of a prompt it knows the length. */
  private static final ServedModel MODEL =
      ServedModel.of(
          "lengths",
          DiffusionPipeline.builder(
                  evaluation -> {},
                  ModelCard.builder(
                          Shape.of(3, 8, 8), NoiseSchedule.cosine(10), Parameterization.EPSILON)
                      .context(ContextSpec.values(1))
                      .build())
              .textEncoder(prompt -> ContextVector.of(prompt.length()))
              .build(),
          SETTINGS,
          new SimpleMeterRegistry());

  @AfterAll
  static void close() {
    MODEL.close();
  }

  @Test
  void aPromptIsEncoded() {
    Drawing drawing = drawing("{\"prompt\": \"a horse\", \"negative_prompt\": \"blurry\"}");
    Samples samples = drawing.submit().join();
    assertEquals(List.of(ContextVector.of(7)), samples.provenance().contexts());
    assertEquals(
        Map.of("prompt", "a horse", "negative_prompt", "blurry"),
        Map.of(
            "prompt", drawing.requestOf(0).get("prompt"),
            "negative_prompt", drawing.requestOf(0).get("negative_prompt")));
  }

  @Test
  void aSizeThatTheModelMakesIsNotEnlarged() {
    Drawing drawing = drawing("{\"prompt\": \"a horse\", \"size\": \"16x24\"}");
    assertEquals(Shape.of(3, 24, 16), drawing.submit().join().shape());
    assertEquals("16x24", drawing.size().toString());
  }

  @Test
  void labelsAreRefused() {
    ApiException e = assertThrows(ApiException.class, () -> drawing("{\"labels\": [\"horse\"]}"));
    assertEquals("labels", e.body().error().param());
  }

  private static Drawing drawing(String json) {
    Fields fields = Fields.ofJson(json.getBytes(StandardCharsets.UTF_8), RunningServer.JSON);
    return Drawing.of(MODEL, ImageRequest.of(fields, SETTINGS), Optional.empty());
  }
}
