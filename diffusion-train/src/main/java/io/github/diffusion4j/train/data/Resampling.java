package io.github.diffusion4j.train.data;

import java.util.stream.DoubleStream;

/**
 * Resizes planes of levels 0 to 255 by Pillow's antialiased bicubic filter, to Pillow's numbers: a
 * cubic of Keys with a = -0.5, which is widened by the factor of a reduction so that every pixel
 * counts; first along rows, then along columns, with levels rounded and cut after each.
 */
final class Resampling {
  private static final double A = -0.5;
  private static final double SUPPORT = 2;
  private static final double WHITE = 255;

  private Resampling() {}

  /**
   * Resizes planes of one size that lie one behind the other.
   *
   * @return planes of the new size
   */
  static float[] resized(float[] planes, int height, int width, int newHeight, int newWidth) {
    int rows = planes.length / width;
    float[] narrow = new float[rows * newWidth];
    Weights across = Weights.of(width, newWidth);
    for (int row = 0; row < rows; row++) {
      across.apply(planes, row * width, 1, narrow, row * newWidth, 1);
    }
    int count = rows / height;
    float[] result = new float[count * newHeight * newWidth];
    Weights down = Weights.of(height, newHeight);
    for (int plane = 0; plane < count; plane++) {
      for (int column = 0; column < newWidth; column++) {
        int from = plane * height * newWidth + column;
        int to = plane * newHeight * newWidth + column;
        down.apply(narrow, from, newWidth, result, to, newWidth);
      }
    }
    return result;
  }

  private static double cubic(double distance) {
    double x = Math.abs(distance);
    if (x < 1) {
      return ((A + 2) * x - (A + 3)) * x * x + 1;
    }
    return x < 2 ? (((x - 5) * x + 8) * x - 4) * A : 0;
  }

  /** What each pixel of a line takes from those of the line before, beginning at a first one. */
  private static final class Weights {
    private final int[] firsts;
    private final double[][] weights;

    private Weights(int size) {
      firsts = new int[size];
      weights = new double[size][];
    }

    static Weights of(int size, int newSize) {
      Weights result = new Weights(newSize);
      double scale = (double) size / newSize;
      double width = Math.max(1, scale);
      for (int i = 0; i < newSize; i++) {
        double centre = (i + 0.5) * scale;
        int first = Math.max(0, (int) (centre - SUPPORT * width + 0.5));
        int end = Math.min(size, (int) (centre + SUPPORT * width + 0.5));
        double[] weights = new double[end - first];
        for (int k = 0; k < weights.length; k++) {
          weights[k] = cubic((first + k + 0.5 - centre) / width);
        }
        double sum = DoubleStream.of(weights).sum();
        for (int k = 0; k < weights.length; k++) {
          weights[k] /= sum;
        }
        result.firsts[i] = first;
        result.weights[i] = weights;
      }
      return result;
    }

    void apply(float[] from, int start, int step, float[] to, int target, int targetStep) {
      for (int i = 0; i < firsts.length; i++) {
        double sum = 0;
        for (int k = 0; k < weights[i].length; k++) {
          sum += weights[i][k] * from[start + (firsts[i] + k) * step];
        }
        to[target + i * targetStep] = (float) Math.max(0, Math.min(WHITE, Math.floor(sum + 0.5)));
      }
    }
  }
}
