package io.github.diffusion4j.train.learn;

import io.github.diffusion4j.train.engine.ParameterLayout;
import io.github.diffusion4j.train.recipe.Optimization;

/** Walks down a gradient: clips it, takes a step of AdamW, and averages the weights. */
public final class OptimizerStep {
  private final ParameterLayout layout;
  private final Optimization settings;
  private final LearningRate learningRate;
  private final AdamW optimizer;
  private final float[] gradient;

  public OptimizerStep(ParameterLayout layout, Optimization settings) {
    this.layout = layout;
    this.settings = settings;
    this.learningRate = new LearningRate(settings);
    this.optimizer = new AdamW(settings);
    this.gradient = new float[layout.size()];
  }

  /**
   * One step.
   *
   * @param rows of the batch
   * @param slope of the batch
   * @return what it looked like
   * @throws IllegalStateException if loss or gradient are not finite; the state is as it was
   */
  public Step step(TrainingState state, int rows, Slope slope) {
    long step = state.progress().step();
    float loss = slope.into(gradient);
    double norm = norm(gradient);
    double rate = learningRate.at(step);
    if (!Double.isFinite(loss + norm)) {
      throw notFinite(step + 1, loss, norm, slope);
    }
    double scale = Math.min(1, settings.clipNorm() / norm);
    for (ParameterLayout.Slot slot : layout.slots()) {
      double decay = slot.isWeight() ? settings.weightDecay() : 0;
      optimizer.update(state, gradient, slot.from(), slot.to(), step, rate, decay, scale);
    }
    Average.update(state.average(), state.weights(), settings.averageDecay(), step);
    state.progress(state.progress().after(rows, loss));
    return new Step(loss, norm, rate);
  }

  /** Computing the same again shows whether the machine or the training is at fault. */
  private IllegalStateException notFinite(long step, float loss, double norm, Slope slope) {
    float again = slope.into(gradient);
    double normAgain = norm(gradient);
    return new IllegalStateException(
        Double.isFinite(again + normAgain)
            ? "step %d: loss %s, gradient norm %s, but %s and %s when the same step is computed again: the machine or its PyTorch is to blame, not the settings; resume on another machine, or with the environment variable ONEDNN_MAX_CPU_ISA=SSE41"
                .formatted(step, loss, norm, again, normAgain)
            : "step %d: loss %s, gradient norm %s, and so again when computed twice; try a lower learning-rate than %s or a longer warmup"
                .formatted(step, loss, norm, settings.learningRate()));
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
  public record Step(float loss, double gradientNorm, double learningRate) {}
}
