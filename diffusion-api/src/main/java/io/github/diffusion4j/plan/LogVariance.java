package io.github.diffusion4j.plan;

/**
 * The range in which a network with a learned variance chooses, "Improved Denoising Diffusion
 * Probabilistic Models" (2102.09672), equation 15: log variance = f high + (1 - f) low, f = (v + 1)
 * / 2.
 *
 * @param low log of the least variance, chosen by v = -1
 * @param high log of the largest, chosen by v = 1
 */
public record LogVariance(double low, double high) {

  /** Variance 1, whatever the network says. */
  public static final LogVariance UNIT = new LogVariance(0, 0);

  /**
   * Whether the network has a say.
   *
   * @return false where the ends are equal
   */
  public boolean isLearned() {
    return low != high;
  }

  /**
   * The standard deviation for one output of the network.
   *
   * @param v usually in [-1, 1]
   * @return exp(log variance / 2)
   */
  public double deviation(double v) {
    double f = (v + 1) / 2;
    return Math.exp((f * high + (1 - f) * low) / 2);
  }
}
