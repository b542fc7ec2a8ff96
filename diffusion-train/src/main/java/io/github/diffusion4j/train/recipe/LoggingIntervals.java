package io.github.diffusion4j.train.recipe;

import com.google.common.collect.ImmutableMap;
import io.github.diffusion4j.train.io.Settings;
import java.util.Map;

/**
 * How often a run looks up from its work, in steps; 0 is never.
 *
 * @param log a line in the log, with the mean loss since the last
 * @param evaluate the held-out loss
 * @param checkpoint a checkpoint
 * @param samples a sheet of samples
 */
public record LoggingIntervals(long log, long evaluate, long checkpoint, long samples) {

  /**
   * Checks the ranges.
   *
   * @param log a line in the log, with the mean loss since the last
   * @param evaluate the held-out loss
   * @param checkpoint a checkpoint
   * @param samples a sheet of samples
   * @throws IllegalArgumentException if a value is negative
   */
  public LoggingIntervals {
    Settings.check("log-every", log, log >= 0, "at least 0");
    Settings.check("evaluate-every", evaluate, evaluate >= 0, "at least 0");
    Settings.check("checkpoint-every", checkpoint, checkpoint >= 0, "at least 0");
    Settings.check("samples-every", samples, samples >= 0, "at least 0");
  }

  /**
   * Whether something is to be done after a step.
   *
   * @param every how often, one of the numbers above
   * @param step from 1
   * @return false for 0, which is never
   */
  public static boolean isDue(long every, long step) {
    return every > 0 && step % every == 0;
  }

  static LoggingIntervals of(Settings settings) {
    return new LoggingIntervals(
        settings.whole("log-every"),
        settings.whole("evaluate-every"),
        settings.whole("checkpoint-every"),
        settings.whole("samples-every"));
  }

  Map<String, String> toMap() {
    return ImmutableMap.of(
        "log-every", Long.toString(log),
        "evaluate-every", Long.toString(evaluate),
        "checkpoint-every", Long.toString(checkpoint),
        "samples-every", Long.toString(samples));
  }
}
