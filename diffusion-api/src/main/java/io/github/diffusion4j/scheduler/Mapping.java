package io.github.diffusion4j.scheduler;

import io.github.diffusion4j.model.ModelCard;
import io.github.diffusion4j.model.NetworkTime;
import io.github.diffusion4j.model.Parameterization;
import io.github.diffusion4j.plan.Thresholding;
import io.github.diffusion4j.schedule.NoiseSchedule;
import java.util.List;

/**
 * A configuration in the terms of this library.
 *
 * @param schedule of the network
 * @param parameterization of the network
 * @param time how the network is given the level
 * @param variance whether the network predicts one
 * @param thresholding of x0-hat
 * @param walks by number of steps
 */
record Mapping(
    NoiseSchedule schedule,
    Parameterization parameterization,
    NetworkTime time,
    ModelCard.Variance variance,
    Thresholding thresholding,
    Walks walks) {

  /** Makes the intervals for a number of steps. */
  @FunctionalInterface
  interface Walks {

    /**
     * The walk of the last steps.
     *
     * @param steps of the whole walk, at least 1
     * @param skipped how many of them are left out at the start, below {@code steps}
     * @return legs in order, and the deviation of the noise that a whole walk starts from
     */
    Route of(int steps, int skipped);
  }

  /**
   * A walk without its name.
   *
   * @param legs in order
   * @param noise standard deviation of the noise it starts from
   */
  record Route(List<Leg> legs, double noise) {

    /** All legs but the first ones. */
    Route without(int skipped) {
      return new Route(legs.subList(Math.min(skipped, legs.size() - 1), legs.size()), noise);
    }
  }

  /** For a network that is given the index of the training step and predicts no variance. */
  static Mapping discrete(
      NoiseSchedule schedule,
      Parameterization parameterization,
      Thresholding thresholding,
      Walks walks) {
    return new Mapping(
        schedule,
        parameterization,
        NetworkTime.of(NetworkTime.Measure.INDEX, schedule.steps()),
        ModelCard.Variance.FIXED,
        thresholding,
        walks);
  }

  Mapping withTime(NetworkTime newTime) {
    return new Mapping(schedule, parameterization, newTime, variance, thresholding, walks);
  }

  Mapping withVariance(ModelCard.Variance newVariance) {
    return new Mapping(schedule, parameterization, time, newVariance, thresholding, walks);
  }
}
