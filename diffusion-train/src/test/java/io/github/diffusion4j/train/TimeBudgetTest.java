package io.github.diffusion4j.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.diffusion4j.train.recipe.Optimization;
import io.github.diffusion4j.train.recipe.TrainingConfig;
import java.time.Duration;
import java.util.Map;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** A recipe that is made to fit a time leaves room for what is not a step. */
class TimeBudgetTest {

  @Property
  void theStepsTakeMostOfTheTimeAndNoMore(
      @ForAll @IntRange(min = 1, max = 100_000) int seconds,
      @ForAll @IntRange(min = 1, max = 5_000) int millisPerStep) {
    Duration budget = Duration.ofSeconds(seconds);
    TrainingConfig config = config(budget, Duration.ofMillis(millisPerStep));
    long steps = config.optimization().steps();
    long millis = steps * millisPerStep;
    assertTrue(steps == 1 || millis <= 0.85 * budget.toMillis(), millis + " ms");
    assertTrue(millis + millisPerStep >= 0.85 * budget.toMillis(), millis + " ms");
  }

  @Property
  void nothingTakesLongerThanTheRun(
      @ForAll @IntRange(min = 1, max = 100_000) int seconds,
      @ForAll @IntRange(min = 1, max = 5_000) int millisPerStep) {
    TrainingConfig config = config(Duration.ofSeconds(seconds), Duration.ofMillis(millisPerStep));
    Optimization optimization = config.optimization();
    long steps = optimization.steps();
    assertTrue(optimization.warmup() <= steps / 20);
    assertTrue(1 / (1 - optimization.averageDecay()) <= Math.max(1, steps / 20) + 1e-6);
    assertTrue(config.cadence().samples() <= steps);
    assertTrue(config.cadence().evaluate() <= steps);
    assertTrue(config.cadence().log() >= 1);
  }

  @Example
  void aLongRunHasTheDefaults() {
    TrainingConfig config = config(Duration.ofDays(1), Duration.ofMillis(200));
    assertEquals(TrainingConfig.defaults().with("steps", "367200"), config);
  }

  @Example
  void aShortRunTakesLongerSteps() {
    assertEquals(
        0.002, config(Duration.ofMinutes(5), Duration.ofMillis(150)).optimization().learningRate());
    assertEquals(
        0.001, config(Duration.ofHours(1), Duration.ofMillis(150)).optimization().learningRate());
  }

  @Example
  void whatIsGivenIsKept() {
    TrainingConfig config =
        TimeBudget.fit(
            Tiny.network(),
            Tiny.data(20),
            Map.of("batch", "4", "warmup", "3", "schedule.steps", "100"),
            Duration.ofSeconds(1));
    assertEquals(4, config.optimization().batch());
    assertEquals(3, config.optimization().warmup());
  }

  private static TrainingConfig config(Duration budget, Duration perStep) {
    return TrainingConfig.of(TimeBudget.settings(budget, perStep));
  }
}
