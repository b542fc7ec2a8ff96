package io.github.diffusion4j.scheduler;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One step along falling sigmas.
 *
 * @param time the timestep that the network is given
 * @param sigma of the sample
 * @param next where the step ends
 * @param middle the evaluation between the ends, null if there is none
 */
record Step(double time, double sigma, double next, @Nullable Middle middle) {

  /**
   * The evaluation between the ends of a step.
   *
   * @param time the timestep that the network is given
   * @param sigma of its input
   */
  record Middle(double time, double sigma) {}

  Step(double time, double sigma, double next) {
    this(time, sigma, next, null);
  }

  /** One step of one call between neighbours; one sigma more than times. */
  static List<Step> between(double[] times, double[] sigmas) {
    List<Step> steps = new ArrayList<>();
    for (int i = 0; i < times.length; i++) {
      steps.add(new Step(times[i], sigmas[i], sigmas[i + 1]));
    }
    return steps;
  }

  Step withMiddle(double middleTime, double middleSigma) {
    return new Step(time, sigma, next, new Middle(middleTime, middleSigma));
  }

  /** Where an ancestral step goes before its noise: s_down^2 = s'^2 - s'^2 (s^2 - s'^2) / s^2. */
  double down() {
    double up = Math.sqrt(next * next * (sigma * sigma - next * next) / (sigma * sigma));
    return Math.sqrt(next * next - up * up);
  }
}
