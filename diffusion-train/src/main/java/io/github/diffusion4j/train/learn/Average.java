package io.github.diffusion4j.train.learn;

/**
 * The exponential moving average of the weights, which is what a run exports. Its memory grows with
 * the run up to the decay asked for, so that the first weights do not linger.
 */
final class Average {
  private static final double START = 10;

  private Average() {}

  /** Folds the weights after {@code step} (from 0) into the average. */
  static void update(float[] average, float[] weights, double decay, long step) {
    float keep = (float) Math.min(decay, (1.0 + step) / (START + step));
    for (int i = 0; i < average.length; i++) {
      average[i] = keep * average[i] + (1 - keep) * weights[i];
    }
  }
}
