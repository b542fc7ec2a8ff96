package io.github.diffusion4j.train;

/** Walks down a gradient: clips it, takes a step of AdamW, and averages the weights. */
final class Descent {
  private final Layout layout;
  private final Optimization settings;
  private final LearningRate learningRate;
  private final AdamW optimizer;

  Descent(Layout layout, Optimization settings) {
    this.layout = layout;
    this.settings = settings;
    this.learningRate = new LearningRate(settings);
    this.optimizer = new AdamW(settings);
  }

  /**
   * One step.
   *
   * @param rows of the batch
   * @param loss of the batch
   * @return what it looked like
   * @throws IllegalStateException if loss or gradient are not finite; the state is as it was
   */
  Step step(TrainingState state, int rows, float loss, float[] gradient) {
    long step = state.progress().step();
    double norm = norm(gradient);
    double rate = learningRate.at(step);
    if (!Double.isFinite(loss + norm)) {
      throw new IllegalStateException(
          "step %d: loss %s, gradient norm %s; try a lower learning-rate than %s or a longer warmup"
              .formatted(step + 1, loss, norm, settings.learningRate()));
    }
    double scale = Math.min(1, settings.clipNorm() / norm);
    for (Layout.Slot slot : layout.slots()) {
      double decay = slot.isWeight() ? settings.weightDecay() : 0;
      optimizer.update(state, gradient, slot.from(), slot.to(), step, rate, decay, scale);
    }
    Average.update(state.average(), state.weights(), settings.averageDecay(), step);
    state.progress(state.progress().after(rows, loss));
    return new Step(loss, norm, rate);
  }

  private static double norm(float[] values) {
    double sum = 0;
    for (float value : values) {
      sum += (double) value * value;
    }
    return Math.sqrt(sum);
  }

  /**
   * What a step looked like.
   *
   * @param loss of its batch, before the update
   * @param gradientNorm before clipping
   * @param learningRate that it was taken at
   */
  record Step(float loss, double gradientNorm, double learningRate) {}
}
