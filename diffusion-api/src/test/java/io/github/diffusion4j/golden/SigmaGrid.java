package io.github.diffusion4j.golden;

import java.util.List;
import java.util.stream.DoubleStream;
import org.jspecify.annotations.Nullable;

/**
 * A grid of noise levels.
 *
 * @param steps one a step of the method, of one or two calls of the network
 * @param sigmas as the reference holds them
 * @param initNoiseSigma what the start noise is multiplied by
 */
@SuppressWarnings("ArrayRecordComponent")
record SigmaGrid(List<Step> steps, double[] sigmas, double initNoiseSigma)
    implements ReferenceGrid {

  /** Copies the list, and refuses what the reference stumbles over. */
  SigmaGrid {
    steps = List.copyOf(steps);
    double[] times = timesteps(steps).toArray();
    if (DoubleStream.concat(DoubleStream.of(times), DoubleStream.of(sigmas))
        .anyMatch(Double::isNaN)) {
      throw new IllegalArgumentException("the reference's grid holds NaN");
    }
    if (DoubleStream.of(times).skip(1).anyMatch(t -> t == times[0])) {
      throw new IllegalArgumentException(
          "timestep %s comes first and once more: the reference starts at its second place and runs past the end"
              .formatted(times[0]));
    }
  }

  /**
   * One step.
   *
   * @param time the network's
   * @param sigma where the sample stands
   * @param next where the step ends
   * @param second the second call, null in a step of one
   */
  record Step(double time, double sigma, double next, @Nullable Second second) {

    Step(double time, double sigma, double next) {
      this(time, sigma, next, null);
    }

    /** The noise of an ancestral step, sqrt(next^2 (sigma^2 - next^2) / sigma^2). */
    double up() {
      return Math.sqrt(next * next * (sigma * sigma - next * next) / (sigma * sigma));
    }

    /** Where an ancestral step goes before its noise, sqrt(next^2 - up^2). */
    double down() {
      return Math.sqrt(next * next - up() * up());
    }

    Step withSecond(double secondTime, double secondSigma) {
      return new Step(time, sigma, next, new Second(secondTime, secondSigma));
    }
  }

  /**
   * The second call of a step.
   *
   * @param time the network's
   * @param sigma of its input
   */
  record Second(double time, double sigma) {}

  @Override
  public double[] timesteps() {
    return timesteps(steps).toArray();
  }

  private static DoubleStream timesteps(List<Step> steps) {
    return steps.stream()
        .flatMapToDouble(
            step -> {
              Second second = step.second();
              return second == null
                  ? DoubleStream.of(step.time())
                  : DoubleStream.of(step.time(), second.time());
            });
  }

  /** The noise the reference adds to a clean sample at a timestep, the second of equal ones. */
  double noiseAt(double timestep) {
    return sigmas[Timestep.place(timestep, timesteps())];
  }

  /** How many sigmas the reference divides its churn by. */
  int churned() {
    return sigmas.length - 1;
  }
}
