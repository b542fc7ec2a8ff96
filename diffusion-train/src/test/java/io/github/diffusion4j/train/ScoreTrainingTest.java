package io.github.diffusion4j.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.diffusion4j.DiffusionPipeline;
import io.github.diffusion4j.model.ModelCard;
import io.github.diffusion4j.model.Parameterization;
import io.github.diffusion4j.sampler.Samplers;
import io.github.diffusion4j.train.listener.LogLine;
import io.github.diffusion4j.train.listener.TrainingListener;
import io.github.diffusion4j.train.recipe.TrainingConfig;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Score networks, 1907.05600 and 2011.13456, are trained, written and sampled as any other. */
class ScoreTrainingTest {

  @TempDir
  @SuppressWarnings("NullAway.Init")
  Path folder;

  private static TrainingConfig scores(String schedule) {
    return Tiny.config()
        .with("schedule", schedule)
        .with("prediction", "score")
        .with("weighting", "sigma")
        .with("times", "continuous")
        .with("told", "log-sigma");
  }

  @ParameterizedTest
  @ValueSource(strings = {"exponential", "edm", "variance-preserving", "sub-variance-preserving"})
  void theModelKnowsWhatItWasTrainedOn(String schedule) {
    TrainingConfig config = scores(schedule);
    run(config, new ArrayList<>());
    try (DiffusionPipeline model = DiffusionPipeline.load(folder.resolve("model"))) {
      ModelCard card = model.card();
      assertEquals(Parameterization.SCORE, card.parameterization());
      assertEquals(config.objective().noiseSchedule(), card.schedule());
      assertEquals(config.objective().networkTime(), card.time());
      assertEquals(1, card.time().of(card.schedule().level(100)), 1e-9);
      assertEquals(0, card.time().of(card.schedule().level(1)), 1e-9);
      assertEquals(
          2,
          model
              .request()
              .count(2)
              .sampler(Samplers.annealedLangevin(2))
              .steps(5)
              .generate()
              .count());
    }
  }

  /** A network that says nothing has the loss 1 at every level; one that learns has less. */
  @Test
  void theScoreIsLearnedFromItsWeightedError() {
    List<LogLine> lines = new ArrayList<>();
    run(
        scores("edm").with("steps", "200").with("batch", "16").with("evaluate-every", "100"),
        lines);
    double first = lines.get(0).loss();
    double last = lines.get(lines.size() - 1).loss();
    assertEquals(1, first, 0.3);
    assertTrue(last < 0.75 * first, first + " became " + last);
  }

  private void run(TrainingConfig config, List<LogLine> lines) {
    TrainingListener listener =
        new TrainingListener() {
          @Override
          public void logged(LogLine line) {
            lines.add(line);
          }
        };
    try (Trainer trainer = Trainer.start(folder, Tiny.network(), Tiny.data(20), config)) {
      trainer.run(Duration.ofDays(1), listener);
    }
  }
}
