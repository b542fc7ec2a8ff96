package io.github.diffusion4j;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.diffusion4j.model.Denoiser;
import io.github.diffusion4j.model.ModelCard;
import io.github.diffusion4j.sampler.Catalogue;
import io.github.diffusion4j.schedule.Level;
import io.github.diffusion4j.tensor.Tensor;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A schedule whose last level has almost no signal: told by v and x0, refused for epsilon. */
class TinySignalTest {
  private static final float CLEAN = 0.5f;

  @ParameterizedTest
  @ValueSource(strings = {"4e-33", "1e-300", "1e-20", "1e-13"})
  void epsilonIsRefusedWithTheCure(String last) {
    for (String name : List.of("ddim", "ddpm", "dpm-solver", "euler", "sde-dpm-solver", "lms")) {
      IllegalArgumentException e =
          assertThrows(IllegalArgumentException.class, () -> generate("epsilon", last, name), name);
      String message = String.valueOf(e.getMessage());
      assertTrue(message.contains("the network predicts epsilon"), message);
      assertTrue(message.contains("use a network that predicts v or x0"), message);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"1e-11", "2.4e-9"})
  void whatFloatsCarryIsNotRefused(String last) {
    assertEquals(CLEAN, generate("epsilon", last, "ddim"), 0.1);
  }

  @ParameterizedTest
  @CsvSource({
    "v, 4e-33",
    "v, 1e-20",
    "v, 1e-13",
    "v, 1e-300",
    "v, 0",
    "x0, 4e-33",
    "x0, 0",
    "flow, 4e-33"
  })
  void otherPredictionsAreExact(String prediction, String last) {
    for (String name :
        List.of(
            "ddim",
            "ddpm",
            "dpm-solver",
            "dpm-solver++",
            "euler",
            "heun",
            "sde-dpm-solver",
            "sde-dpm-solver++",
            "unipc",
            "deis",
            "euler-ancestral",
            "dpm-solver-single")) {
      assertEquals(CLEAN, generate(prediction, last, name), 1e-3, name);
    }
  }

  private static float generate(String prediction, String last, String sampler) {
    ModelCard card =
        ModelCard.of(
            "tiny signal",
            Map.of(
                "shape", "1",
                "schedule", "alpha-bars",
                "schedule.values", "0.99,0.9,0.7,0.4,0.1," + last,
                "prediction", prediction,
                "time", "fraction"));
    try (DiffusionPipeline pipeline = DiffusionPipeline.of(perfect(prediction), card)) {
      return pipeline
          .request()
          .sampler(Catalogue.named(sampler).sampler())
          .steps(6)
          .generate()
          .values(0)[0];
    }
  }

  /** Knows that every clean sample is the same. */
  private static Denoiser perfect(String prediction) {
    return e -> {
      Tensor x = e.x();
      Tensor raw = e.output();
      for (int row = 0; row < x.rows(); row++) {
        Level l = e.levels().get(row);
        double epsilon = (x.data()[row] - l.alpha() * CLEAN) / l.sigma();
        raw.data()[row] =
            (float)
                switch (prediction) {
                  case "epsilon" -> epsilon;
                  case "v" -> l.alpha() * epsilon - l.sigma() * CLEAN;
                  case "flow" -> epsilon - CLEAN;
                  default -> CLEAN;
                };
      }
    };
  }
}
