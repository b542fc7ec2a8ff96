package io.github.diffusion4j.train.recipe;

import com.google.common.collect.ImmutableMap;
import io.github.diffusion4j.train.io.Settings;
import java.util.Map;

/**
 * How it is learned.
 *
 * @param steps of the whole run; a run may be resumed with more
 * @param batch images per step
 * @param learningRate of the plateau
 * @param warmup steps in which the rate rises linearly from 0
 * @param cooldown share of the steps, in [0, 1], in which the rate falls linearly to 0 at the end
 * @param beta1 memory of the gradient's mean, in [0, 1)
 * @param beta2 memory of the gradient's square, in [0, 1)
 * @param weightDecay per step, times the rate; on weights, not on biases and norms
 * @param clipNorm bound of the gradient's norm over all parameters; infinite for none
 * @param averageDecay memory of the averaged weights, in [0, 1)
 */
public record Optimization(
    long steps,
    int batch,
    double learningRate,
    long warmup,
    double cooldown,
    double beta1,
    double beta2,
    double weightDecay,
    double clipNorm,
    double averageDecay) {

  /**
   * Checks the ranges.
   *
   * @param steps of the whole run
   * @param batch images per step
   * @param learningRate of the plateau
   * @param warmup steps in which the rate rises linearly from 0
   * @param cooldown share of the steps, in [0, 1], in which the rate falls linearly to 0 at the end
   * @param beta1 memory of the gradient's mean, in [0, 1)
   * @param beta2 memory of the gradient's square, in [0, 1)
   * @param weightDecay per step, times the rate
   * @param clipNorm bound of the gradient's norm over all parameters
   * @param averageDecay memory of the averaged weights, in [0, 1)
   * @throws IllegalArgumentException if a value is out of its range
   */
  public Optimization {
    Settings.check("steps", steps, steps >= 0, "at least 0");
    Settings.check("batch", batch, batch >= 1, "at least 1");
    Settings.check("learning-rate", learningRate, learningRate > 0 && learningRate < 1, "(0, 1)");
    Settings.check("warmup", warmup, warmup >= 0, "at least 0");
    Settings.check("cooldown", cooldown, cooldown >= 0 && cooldown <= 1, "[0, 1]");
    Settings.check("beta1", beta1, beta1 >= 0 && beta1 < 1, "[0, 1)");
    Settings.check("beta2", beta2, beta2 >= 0 && beta2 < 1, "[0, 1)");
    Settings.check("weight-decay", weightDecay, weightDecay >= 0 && weightDecay < 1, "[0, 1)");
    Settings.check("clip-norm", clipNorm, clipNorm > 0, "above 0");
    Settings.check("average-decay", averageDecay, averageDecay >= 0 && averageDecay < 1, "[0, 1)");
  }

  static Optimization of(Settings settings) {
    return new Optimization(
        settings.whole("steps"),
        Math.toIntExact(settings.whole("batch")),
        settings.number("learning-rate"),
        settings.whole("warmup"),
        settings.number("cooldown"),
        settings.number("beta1"),
        settings.number("beta2"),
        settings.number("weight-decay"),
        settings.number("clip-norm"),
        settings.number("average-decay"));
  }

  Map<String, String> toMap() {
    return ImmutableMap.<String, String>builder()
        .put("steps", Long.toString(steps))
        .put("batch", Integer.toString(batch))
        .put("learning-rate", Double.toString(learningRate))
        .put("warmup", Long.toString(warmup))
        .put("cooldown", Double.toString(cooldown))
        .put("beta1", Double.toString(beta1))
        .put("beta2", Double.toString(beta2))
        .put("weight-decay", Double.toString(weightDecay))
        .put("clip-norm", Double.toString(clipNorm))
        .put("average-decay", Double.toString(averageDecay))
        .buildOrThrow();
  }
}
