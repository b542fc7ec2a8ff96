package io.github.diffusion4j.train.latent;

import static io.github.diffusion4j.train.Refusal.refusal;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.diffusion4j.train.recipe.TrainingConfig;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a scheduler_config.json has no words for is refused, and not written otherwise. */
class SchedulerEntriesTest {

  @ParameterizedTest
  @CsvSource({
    "prediction, score, prediction = score",
    "schedule, exponential, schedule = exponential",
    "schedule, sub-variance-preserving, schedule = sub-variance-preserving",
    "told, log-sigma, told = log-sigma",
  })
  void whatItCannotSayIsRefused(String key, String value, String part) {
    TrainingConfig config = TrainingConfig.defaults().with(key, value);
    String message =
        refusal(
            IllegalArgumentException.class,
            () -> SchedulerEntries.of(config.objective(), "DDIMScheduler"));
    assertTrue(message.contains(part), message);
  }
}
