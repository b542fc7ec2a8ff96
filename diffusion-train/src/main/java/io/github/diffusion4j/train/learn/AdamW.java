package io.github.diffusion4j.train.learn;

import io.github.diffusion4j.train.recipe.Optimization;

/**
 * AdamW, "Decoupled Weight Decay Regularization" (1711.05101), algorithm 2, on flat arrays in
 * place.
 *
 * <p>Our own because the engine's keeps its moments private, and a resumed run needs them.
 */
final class AdamW {
  private static final float EPSILON = 1e-8f;

  private final Optimization settings;

  AdamW(Optimization settings) {
    this.settings = settings;
  }

  /**
   * One update of the values in [from, to).
   *
   * @param step from 0
   * @param rate the learning rate of this step
   * @param decay the weight decay of these values
   * @param scale what the gradient is multiplied by, below 1 where it is clipped
   */
  void update(
      TrainingState state,
      float[] gradient,
      int from,
      int to,
      long step,
      double rate,
      double decay,
      double scale) {
    float b1 = (float) settings.beta1();
    float b2 = (float) settings.beta2();
    float size = (float) (rate / (1 - Math.pow(settings.beta1(), step + 1.0)));
    float correction = (float) (1 / Math.sqrt(1 - Math.pow(settings.beta2(), step + 1.0)));
    float keep = (float) (1 - rate * decay);
    float s = (float) scale;
    float[] theta = state.weights();
    float[] m = state.firstMoment();
    float[] v = state.secondMoment();
    for (int i = from; i < to; i++) {
      float g = s * gradient[i];
      m[i] = b1 * m[i] + (1 - b1) * g;
      v[i] = b2 * v[i] + (1 - b2) * g * g;
      float root = (float) Math.sqrt(v[i]) * correction;
      theta[i] = keep * theta[i] - size * m[i] / (root + EPSILON);
    }
  }
}
