package io.github.diffusion4j.train;

import com.google.common.collect.ImmutableMap;
import io.github.diffusion4j.train.data.Dataset;
import io.github.diffusion4j.train.engine.ParameterLayout;
import io.github.diffusion4j.train.learn.BatchSource;
import io.github.diffusion4j.train.learn.DenoisingBatches;
import io.github.diffusion4j.train.learn.Learner;
import io.github.diffusion4j.train.learn.TrainingState;
import io.github.diffusion4j.train.network.Network;
import io.github.diffusion4j.train.recipe.LoggingIntervals;
import io.github.diffusion4j.train.recipe.TrainingConfig;
import io.github.diffusion4j.train.run.RunDescription;
import java.time.Duration;
import java.util.Map;

/** Makes a recipe fit a time, by how long a step takes on this machine. */
public final class TimeBudget {
  /** Below about so many steps, what a network draws is noise still. */
  public static final int STEPS_TO_DRAW = 300;

  /** Of the time; the rest is for held-out losses, sheets of samples and files. */
  private static final double SHARE_OF_STEPS = 0.85;

  /** Of the time; how long the first steps are watched at most. */
  private static final double SHARE_OF_TRIAL = 0.03;

  /** Runs of fewer steps have twice the learning rate; why, is in models/RECIPES.md. */
  private static final int SHORT_RUN = 5_000;

  private static final int TRIAL_STEPS = 30;
  private static final int WARM_UP_STEPS = 3;

  private TimeBudget() {}

  /**
   * Takes a few steps for trial, and picks the number of steps and what hangs on it: warm-up,
   * learning rate, memory of the averaged weights, and how often progress is kept. The steps that
   * are picked depend on the machine; a run with them written down is as repeatable as any.
   *
   * @param network what is trained
   * @param data what it is trained on
   * @param given settings by name, which are kept
   * @param budget of time for the run
   * @return the recipe
   * @throws IllegalArgumentException if a setting is wrong, or network and data do not fit together
   */
  public static TrainingConfig fit(
      Network network, Dataset data, Map<String, String> given, Duration budget) {
    TrainingConfig config = TrainingConfig.of(given);
    Network widened = RunDescription.of(network, config, data).networkInTraining();
    ParameterLayout layout = ParameterLayout.of(widened);
    TrainingState state = TrainingState.initial(layout.initial(config.seed()));
    BatchSource source = new DenoisingBatches(data, config);
    try (Learner learner = new Learner(widened, layout, config, source, state)) {
      for (int i = 0; i < WARM_UP_STEPS; i++) {
        learner.step(); // compilers and allocators settle
      }
      Duration perStep = pace(learner, budget);
      return TrainingConfig.of(
          ImmutableMap.<String, String>builder()
              .putAll(settings(budget, perStep))
              .putAll(given)
              .buildKeepingLast());
    }
  }

  private static Duration pace(Learner learner, Duration budget) {
    long begin = System.nanoTime();
    long enough = (long) (SHARE_OF_TRIAL * budget.toNanos());
    int steps = 0;
    do {
      learner.step();
      steps++;
    } while (steps < TRIAL_STEPS && System.nanoTime() - begin < enough);
    return Duration.ofNanos((System.nanoTime() - begin) / steps);
  }

  /** The settings of a run of that time, at that pace; all but the rate at most their defaults. */
  static Map<String, String> settings(Duration budget, Duration perStep) {
    TrainingConfig defaults = TrainingConfig.defaults();
    long steps = Math.max(1, (long) (SHARE_OF_STEPS * budget.toNanos() / perStep.toNanos()));
    long memory = Math.max(1, steps / 20);
    double decay = Math.min(defaults.optimization().averageDecay(), 1 - 1.0 / memory);
    double rate = defaults.optimization().learningRate() * (steps < SHORT_RUN ? 2 : 1);
    LoggingIntervals cadence = defaults.cadence();
    return ImmutableMap.of(
        "steps", Long.toString(steps),
        "warmup", Long.toString(Math.min(defaults.optimization().warmup(), steps / 20)),
        "learning-rate", Double.toString(rate),
        "average-decay", Double.toString(decay),
        "log-every", Long.toString(often(cadence.log(), steps / 100)),
        "evaluate-every", Long.toString(often(cadence.evaluate(), steps / 10)),
        "checkpoint-every", Long.toString(often(cadence.checkpoint(), steps / 10)),
        "samples-every", Long.toString(often(cadence.samples(), steps / 4)));
  }

  private static long often(long most, long share) {
    return Math.max(1, Math.min(most, share));
  }
}
