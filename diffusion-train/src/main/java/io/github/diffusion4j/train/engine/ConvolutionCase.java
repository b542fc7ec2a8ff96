package io.github.diffusion4j.train.engine;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import java.util.SplittableRandom;
import java.util.stream.DoubleStream;

/**
 * One convolution of an engine and its gradients, against sums in double precision. Stride 1, and
 * as much padding as keeps the size.
 *
 * @param rows of the batch
 * @param in channels
 * @param out channels
 * @param height of the samples
 * @param width of the samples
 * @param kernel side of the square kernel, odd
 */
record ConvolutionCase(int rows, int in, int out, int height, int width, int kernel) {

  /**
   * The largest deviations, each as a share of the largest value that is right; infinite where a
   * value is not finite.
   *
   * @param y of the output
   * @param dx of the gradient of the samples
   * @param dWeight of the gradient of the weights
   * @param dBias of the gradient of the biases
   */
  record Errors(double y, double dx, double dWeight, double dBias) {
    double largest() {
      return DoubleStream.of(y, dx, dWeight, dBias).max().orElseThrow();
    }
  }

  /** Computes it on the engine that the scope belongs to. */
  Errors errors(NDManager scope) {
    SplittableRandom random = new SplittableRandom(1);
    float[] x = values(random, rows * in * height * width);
    float[] weight = values(random, out * in * kernel * kernel);
    float[] bias = values(random, out);
    float[] slope = values(random, rows * out * height * width);
    ConvolutionSums right = ConvolutionSums.of(this, x, weight, bias, slope);
    leaveNoise(scope, Math.max(x.length, slope.length));
    boolean recorded = JniUtils.isGradMode();
    JniUtils.setGradMode(true); // not by a collector: the caller may have one open, and DJL has one
    try (NDArray images = scope.create(x, new Shape(rows, in, height, width));
        NDArray kernels = scope.create(weight, new Shape(out, in, kernel, kernel));
        NDArray biases = scope.create(bias, new Shape(out));
        NDArray slopes = scope.create(slope, new Shape(rows, out, height, width))) {
      images.setRequiresGradient(true);
      kernels.setRequiresGradient(true);
      biases.setRequiresGradient(true);
      try (NDArray y = convolution(images, kernels, biases)) {
        JniUtils.backward((PtNDArray) y, (PtNDArray) slopes, false, false);
        return new Errors(
            error(right.y(), y),
            error(right.dx(), images.getGradient()),
            error(right.dWeight(), kernels.getGradient()),
            error(right.dBias(), biases.getGradient()));
      }
    } finally {
      JniUtils.setGradMode(recorded);
    }
  }

  private NDArray convolution(NDArray images, NDArray kernels, NDArray biases) {
    Shape one = new Shape(1, 1);
    Shape padding = new Shape(kernel / 2, kernel / 2);
    return images
        .getNDArrayInternal()
        .convolution(images, kernels, biases, one, padding, one, 1)
        .singletonOrThrow();
  }

  /** Memory that is read without having been written is often zero in a young process. */
  private static void leaveNoise(NDManager scope, int length) {
    for (int size = length; size > 0; size /= 2) {
      scope.full(new Shape(size), Float.NaN).close();
    }
  }

  private static double error(double[] expected, NDArray array) {
    float[] actual = array.toFloatArray();
    double largest = 0;
    double worst = 0;
    for (int i = 0; i < expected.length; i++) {
      largest = Math.max(largest, Math.abs(expected[i]));
      worst = Math.max(worst, Math.abs(expected[i] - actual[i])); // NaN if any is
    }
    double error = worst / largest;
    return Double.isFinite(error) ? error : Double.POSITIVE_INFINITY;
  }

  private static float[] values(SplittableRandom random, int length) {
    float[] values = new float[length];
    for (int i = 0; i < length; i++) {
      values[i] = (float) random.nextDouble(-1, 1);
    }
    return values;
  }

  @Override
  public String toString() {
    return "%d -> %d channels, kernel %dx%d, %d samples of %dx%d"
        .formatted(in, out, kernel, kernel, rows, height, width);
  }
}
