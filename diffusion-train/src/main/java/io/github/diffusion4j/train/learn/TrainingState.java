package io.github.diffusion4j.train.learn;

import io.github.diffusion4j.train.engine.Convolutions;
import io.github.diffusion4j.train.engine.ParameterLayout;
import java.util.EnumSet;
import java.util.Set;

/**
 * All that a run carries from step to step; with the configuration and the data it decides
 * everything that follows. Flat arrays in the order of the {@link ParameterLayout}.
 */
public final class TrainingState {
  private final float[] weights;
  private final float[] average;
  private final float[] firstMoment;
  private final float[] secondMoment;
  private final Set<Convolutions> convolutions;
  private Progress progress;

  public TrainingState(
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

  public static TrainingState initial(float[] weights) {
    int size = weights.length;
    return new TrainingState(
        weights, weights.clone(), new float[size], new float[size], Set.of(), Progress.START);
  }

  public float[] weights() {
    return weights;
  }

  /** What a run exports. */
  public float[] average() {
    return average;
  }

  public float[] firstMoment() {
    return firstMoment;
  }

  public float[] secondMoment() {
    return secondMoment;
  }

  /** What the steps so far were computed by. */
  public Set<Convolutions> convolutions() {
    return convolutions;
  }

  public void computedBy(Convolutions kind) {
    convolutions.add(kind);
  }

  public Progress progress() {
    return progress;
  }

  public void progress(Progress newProgress) {
    progress = newProgress;
  }
}
