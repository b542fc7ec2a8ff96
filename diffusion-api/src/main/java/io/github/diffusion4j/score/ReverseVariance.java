package io.github.diffusion4j.score;

import io.github.diffusion4j.plan.Interval;
import io.github.diffusion4j.plan.LogVariance;
import io.github.diffusion4j.sampler.DdpmVariance;

/**
 * The variance of the steps of DDPM, in order.
 *
 * @param choice of the paper
 * @param betaTilde of the step, or of the one before where it would be 0
 */
record ReverseVariance(DdpmVariance choice, double betaTilde) {

  ReverseVariance at(Interval interval) {
    return new ReverseVariance(
        choice, interval.to().sigma() == 0 ? betaTilde : interval.betaTilde());
  }

  /**
   * The variance of one value.
   *
   * @param learned what the network says of it; not read unless it is learned
   */
  double of(Interval interval, double learned) {
    return switch (choice) {
      case BETA -> interval.beta();
      case BETA_TILDE -> betaTilde;
      case LEARNED_RANGE -> {
        double deviation =
            new LogVariance(Math.log(betaTilde), Math.log(interval.beta())).deviation(learned);
        yield deviation * deviation;
      }
    };
  }
}
