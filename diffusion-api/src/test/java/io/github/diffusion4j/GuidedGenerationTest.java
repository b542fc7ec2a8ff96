package io.github.diffusion4j;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.diffusion4j.model.ContextVector;
import io.github.diffusion4j.model.Denoiser;
import io.github.diffusion4j.model.ModelCard;
import io.github.diffusion4j.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Example;

/** Guidance as a request has it. */
class GuidedGenerationTest {
  private static final ModelCard CARD =
      ModelCard.of(
          "formula",
          Map.of(
              "shape", "1x4x4",
              "schedule", "cosine",
              "schedule.steps", "100",
              "prediction", "v",
              "time", "fraction",
              "labels", "dark,light",
              "sampler.steps", "10",
              "sampler.guidance", "2"));

  private final List<Integer> rows = new ArrayList<>();

  private final Denoiser formula =
      e -> {
        Tensor x = e.x();
        List<ContextVector> contexts = e.contexts();
        Tensor raw = e.output();
        rows.add(x.rows());
        for (int i = 0; i < raw.data().length; i++) {
          float[] c = contexts.get(i / raw.shape().size()).values();
          raw.data()[i] = (float) Math.tanh(x.data()[i] + 0.5 * c[0] - 0.3 * c[1]);
        }
      };

  private final DiffusionPipeline pipeline = DiffusionPipeline.of(formula, CARD);
  private final ContextVector dark = pipeline.context("dark");
  private final ContextVector light = pipeline.context("light");

  /** Trailing spacing visits 100, 90, ... 10: four of the ten times lie in the interval. */
  @Example
  void anIntervalCostsWhatItGuides() {
    float[] guided = generated(Guidance.of(3).within(35, 70));
    assertEquals(List.of(1, 1, 1, 2, 2, 2, 2, 1, 1, 1), rows);
    float[] unguided = generated(Guidance.NONE);
    assertArrayEquals(unguided, generated(Guidance.of(3).within(1, 5)));
    assertFalse(Arrays.equals(unguided, guided));
  }

  /** Weight 2 of a away from b is weight -1 of b away from a: b + 2 (a - b) = a - (b - a). */
  @Example
  void aNegativeContextIsOneToMoveAwayFrom() {
    float[] awayFromLight = generated(Guidance.of(2).against(light));
    Samples towardsLight =
        pipeline
            .request()
            .context(light)
            .guidance(Guidance.of(-1).against(dark))
            .steps(10)
            .generate();
    assertArrayEquals(awayFromLight, towardsLight.values(0), 1e-4f);
  }

  @Example
  void provenanceSaysHow() {
    Guidance guidance = Guidance.of(3).within(20, 80).rescaled(0.7).against(light);
    assertEquals(
        guidance, pipeline.request().guidance(guidance).generate().provenance().guidance());
    assertEquals(Guidance.of(2), pipeline.request().generate().provenance().guidance());
  }

  @Example
  void whatDoesNotFitTheModelIsRefused() {
    refused(
        "a context of 1 values: this model takes 2, the labels [dark, light]",
        Guidance.of(2).against(ContextVector.of(1)));
    refused(
        "guidance within times 200.0 to 300.0: this schedule ends at 100",
        Guidance.of(2).within(200, 300));
  }

  private void refused(String message, Guidance guidance) {
    GenerationRequest request = pipeline.request();
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> request.guidance(guidance));
    assertEquals(message, e.getMessage());
  }

  private float[] generated(Guidance guidance) {
    return pipeline.request().context(dark).guidance(guidance).steps(10).generate().values(0);
  }
}
