package io.github.diffusion4j.train.recipe;

import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSortedMap;
import com.google.common.collect.Maps;
import io.github.diffusion4j.model.CardKeys;
import io.github.diffusion4j.model.NetworkTime;
import io.github.diffusion4j.schedule.NoiseSchedule;
import io.github.diffusion4j.schedule.ScheduleKeys;
import io.github.diffusion4j.train.data.Augmentation;
import io.github.diffusion4j.train.io.Settings;
import java.util.Map;

/**
 * What is learned.
 *
 * @param target what the network predicts
 * @param schedule how noise grows, in the keys of a model card: {@code schedule}, {@code
 *     schedule.steps}, ...
 * @param weighting of the noise levels
 * @param times which are learned
 * @param told what the network is told of a level
 * @param contextDropout probability, in [0, 1], that an image is shown without its context, which
 *     is what makes guidance possible (2207.12598)
 * @param augmentation how images are changed
 */
public record Objective(
    Target target,
    Map<String, String> schedule,
    Weighting weighting,
    Times times,
    Told told,
    double contextDropout,
    Augmentation augmentation) {

  /**
   * Checks the schedule and the range.
   *
   * @param target what the network predicts
   * @param schedule how noise grows, in the keys of a model card: {@code schedule}, {@code
   *     schedule.steps}, ..
   * @param weighting of the noise levels
   * @param times which are learned
   * @param told what the network is told of a level
   * @param contextDropout probability, in [0, 1], that an image is shown without its context, which
   *     is what makes guidance possible (2207.12598)
   * @param augmentation how images are changed
   * @throws IllegalArgumentException if the schedule cannot be made, the probability is none, or a
   *     level has no weight
   */
  public Objective {
    schedule = ImmutableSortedMap.copyOf(schedule);
    Settings.check(
        "context-dropout", contextDropout, contextDropout >= 0 && contextDropout <= 1, "[0, 1]");
    NoiseSchedule noise = noiseSchedule(schedule);
    if (!Double.isFinite(weighting.of(target, noise.level(noise.steps())))) {
      throw new IllegalArgumentException(
          "weighting = %s with prediction = %s: no signal is left at the last step, where the weight is 0 / 0; take prediction = v, or a schedule whose alpha stays above 0"
              .formatted(Settings.text(weighting), Settings.text(target)));
    }
  }

  /**
   * The schedule.
   *
   * @return the one that {@link #schedule} describes
   */
  public NoiseSchedule noiseSchedule() {
    return noiseSchedule(schedule);
  }

  /**
   * What the network is told of a level.
   *
   * @return {@link #told} for the schedule
   */
  public NetworkTime networkTime() {
    return told.of(noiseSchedule());
  }

  static Objective of(Settings settings) {
    return new Objective(
        settings.constant(CardKeys.PREDICTION, Target.class),
        Maps.filterKeys(settings.entries(), key -> key.startsWith(ScheduleKeys.SCHEDULE)),
        settings.constant("weighting", Weighting.class),
        settings.constant("times", Times.class),
        settings.constant("told", Told.class),
        settings.number("context-dropout"),
        new Augmentation(settings.number("augmentation")));
  }

  /**
   * The objective as text.
   *
   * @return a value for each setting of a {@link TrainingConfig} that belongs to it
   */
  public Map<String, String> toMap() {
    return ImmutableMap.<String, String>builder()
        .put(CardKeys.PREDICTION, Settings.text(target))
        .putAll(schedule)
        .put("weighting", Settings.text(weighting))
        .put("times", Settings.text(times))
        .put("told", Settings.text(told))
        .put("context-dropout", Double.toString(contextDropout))
        .put("augmentation", Double.toString(augmentation.probability()))
        .buildOrThrow();
  }

  private static NoiseSchedule noiseSchedule(Map<String, String> schedule) {
    return NoiseSchedule.parse("training configuration", schedule);
  }
}
