package io.github.diffusion4j.train;

import io.github.diffusion4j.train.engine.Convolutions;
import java.util.EnumSet;
import java.util.Set;

/**
 * All that a run carries from step to step; with the configuration and the data it decides
 * everything that follows. Flat arrays in the order of the {@link ParameterLayout}.
 */
final class TrainingState {
  private final float[] weights;
  private final float[] average;
  private final float[] firstMoment;
  private final float[] secondMoment;
  private final Set<Convolutions> convolutions;
  private Progress progress;

  TrainingState(
      float[] weights,
      float[] average,
      float[] firstMoment,
      float[] secondMoment,
      Set<Convolutions> convolutions,
      Progress progress) {
    this.weights = weights;
    this.average = average;
    this.firstMoment = firstMoment;
    this.secondMoment = secondMoment;
    this.convolutions = EnumSet.noneOf(Convolutions.class);
    this.convolutions.addAll(convolutions);
    this.progress = progress;
  }

  static TrainingState initial(float[] weights) {
    int size = weights.length;
    return new TrainingState(
        weights, weights.clone(), new float[size], new float[size], Set.of(), Progress.START);
  }

  float[] weights() {
    return weights;
  }

  /** What a run exports. */
  float[] average() {
    return average;
  }

  float[] firstMoment() {
    return firstMoment;
  }

  float[] secondMoment() {
    return secondMoment;
  }

  /** What the steps so far were computed by. */
  Set<Convolutions> convolutions() {
    return convolutions;
  }

  void computedBy(Convolutions kind) {
    convolutions.add(kind);
  }

  Progress progress() {
    return progress;
  }

  void progress(Progress newProgress) {
    progress = newProgress;
  }
}
