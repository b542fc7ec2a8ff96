package io.github.diffusion4j.golden;

import io.github.diffusion4j.model.Parameterization;
import io.github.diffusion4j.plan.Sampler;
import io.github.diffusion4j.scheduler.SchedulerConfig;

/**
 * The noise that "Elucidating the Design Space of Diffusion-Based Generative Models" (2206.00364),
 * algorithm 2, adds before a step. The reference adds it after the network was asked, which the
 * product does not.
 *
 * @param amount S_churn
 * @param min S_tmin
 * @param max S_tmax
 * @param noise S_noise
 */
record LateChurn(double amount, double min, double max, double noise) {

  static LateChurn of(ReferenceCall call) {
    return new LateChurn(
        call.stepArgument("s_churn", 0),
        call.stepArgument("s_tmin", 0),
        call.stepArgument("s_tmax", Double.POSITIVE_INFINITY),
        call.stepArgument("s_noise", 1));
  }

  /** A sampler with this churn. */
  Sampler in(Sampler sampler, SchedulerConfig config) {
    if (amount == 0) {
      return sampler;
    }
    return config.parameterization() == Parameterization.FLOW
        ? new LateChurnFlowHeun(sampler, this)
        : new LateChurnEuler(sampler, this, config.parameterization());
  }

  // gamma = min(S_churn / N, sqrt(2) - 1) within [S_tmin, S_tmax], else 0
  double raised(double sigma, int count) {
    double gamma = min <= sigma && sigma <= max ? Math.min(amount / count, Math.sqrt(2) - 1) : 0;
    return sigma * (1 + gamma);
  }
}
