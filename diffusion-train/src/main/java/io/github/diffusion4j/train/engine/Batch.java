package io.github.diffusion4j.train.engine;

import com.google.common.primitives.Floats;

/**
 * What one step learns from: n images, noisy ones of a denoiser, row-major.
 *
 * @param rows n
 * @param x images [n, c, h, w]
 * @param time t/T in (0, 1], [n]
 * @param context [n, k]
 * @param target what to predict, [n, c, h, w]; of a classifier, the classes [n, k]
 * @param weight of each row's error, [n]
 */
@SuppressWarnings("ArrayRecordComponent") // a buffer between two loops of one thread
public record Batch(
    int rows, float[] x, float[] time, float[] context, float[] target, float[] weight) {

  public static Batch empty(int rows, int imageSize, int contextSize, int targetSize) {
    return new Batch(
        rows,
        new float[rows * imageSize],
        new float[rows],
        new float[rows * contextSize],
        new float[rows * targetSize],
        new float[rows]);
  }

  /** The same with errors that count so many times as much. */
  public Batch times(float factor) {
    float[] weights = weight.clone();
    for (int i = 0; i < weights.length; i++) {
      weights[i] *= factor;
    }
    return new Batch(rows, x, time, context, target, weights);
  }

  /** The rows of this batch, then those of another. */
  public Batch and(Batch other) {
    return new Batch(
        rows + other.rows,
        Floats.concat(x, other.x),
        Floats.concat(time, other.time),
        Floats.concat(context, other.context),
        Floats.concat(target, other.target),
        Floats.concat(weight, other.weight));
  }
}
