package io.github.diffusion4j.train.recipe;

import static io.github.diffusion4j.train.Refusal.refusal;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A recipe is text that says what is wrong with it. */
class TrainingConfigTest {

  @Test
  void comesBackFromItsText() {
    TrainingConfig config =
        TrainingConfig.defaults()
            .with("schedule", "linear")
            .with("schedule.steps", "500")
            .with("schedule.beta-end", "0.03")
            .with("prediction", "epsilon")
            .with("weighting", "min-snr")
            .with("clip-norm", "Infinity");
    assertEquals(config, TrainingConfig.of(config.toMap()));
    assertEquals(500, config.objective().noiseSchedule().steps());
  }

  @ParameterizedTest
  @CsvSource({
    "batch, 0, at least 1",
    "learning-rate, 2, (0, 1)",
    "learning-rate, fast, no number",
    "steps, 1.5, no whole number",
    "context-dropout, NaN, context-dropout",
    "prediction, noise, epsilon",
    "schedule, cubic, linear",
    "schedule.steps, 0, schedule",
    "lerning-rate, 1, learning-rate",
  })
  void aWrongValueIsNamedWithItsCure(String key, String value, String part) {
    String message =
        refusal(IllegalArgumentException.class, () -> TrainingConfig.of(Map.of(key, value)));
    assertTrue(message.contains(part), message);
  }

  /** min(SNR, 5) / SNR has no value where the signal is gone. */
  @Test
  void aLevelWithoutWeightIsRefused() {
    TrainingConfig noSignalAtTheEnd =
        TrainingConfig.defaults()
            .with("schedule", "linear")
            .with("schedule.terminal-snr", "zero")
            .with("prediction", "epsilon");
    String message =
        refusal(
            IllegalArgumentException.class, () -> noSignalAtTheEnd.with("weighting", "min-snr"));
    assertTrue(message.contains("min-snr") && message.contains("prediction = v"), message);
    assertEquals(
        Weighting.MIN_SNR,
        noSignalAtTheEnd
            .with("prediction", "v")
            .with("weighting", "min-snr")
            .objective()
            .weighting());
  }
}
