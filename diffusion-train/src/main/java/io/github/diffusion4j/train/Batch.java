package io.github.diffusion4j.train;

/**
 * What one step learns from: n noisy pictures, row-major.
 *
 * @param rows n
 * @param x noisy pictures [n, c, h, w]
 * @param time t/T in (0, 1], [n]
 * @param context [n, k]
 * @param target what to predict, [n, c, h, w]
 * @param weight of each row's squared error, [n]
 */
@SuppressWarnings("ArrayRecordComponent") // a buffer between two loops of one thread
record Batch(int rows, float[] x, float[] time, float[] context, float[] target, float[] weight) {

  static Batch empty(int rows, int pictureSize, int contextSize) {
    return new Batch(
        rows,
        new float[rows * pictureSize],
        new float[rows],
        new float[rows * contextSize],
        new float[rows * pictureSize],
        new float[rows]);
  }
}
