package io.github.diffusion4j.golden;

/**
 * The noise that "Elucidating the Design Space of Diffusion-Based Generative Models" (2206.00364),
 * algorithm 2, adds before a step. The reference adds it after the network was asked.
 *
 * @param amount S_churn
 * @param min S_tmin
 * @param max S_tmax
 * @param noise S_noise
 */
record LateChurn(double amount, double min, double max, double noise) {

  static LateChurn of(Config config) {
    return new LateChurn(
        config.stepArgument("s_churn", 0),
        config.stepArgument("s_tmin", 0),
        config.stepArgument("s_tmax", Double.POSITIVE_INFINITY),
        config.stepArgument("s_noise", 1));
  }

  // gamma = min(S_churn / N, sqrt(2) - 1) within [S_tmin, S_tmax], else 0
  double gamma(double sigma, int count) {
    return min <= sigma && sigma <= max ? Math.min(amount / count, Math.sqrt(2) - 1) : 0;
  }

  double raised(double sigma, int count) {
    return sigma * (1 + gamma(sigma, count));
  }
}
