package io.github.diffusion4j.train.engine;

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
}
