package io.github.diffusion4j.train.engine;

/** What a convolution and its gradients are, summed in double precision. */
final class ConvolutionSums {
  private final double[] y;
  private final double[] dx;
  private final double[] dWeight;
  private final double[] dBias;

  private ConvolutionSums(int y, int dx, int dWeight, int dBias) {
    this.y = new double[y];
    this.dx = new double[dx];
    this.dWeight = new double[dWeight];
    this.dBias = new double[dBias];
  }

  /** The output. */
  double[] y() {
    return y;
  }

  /** The gradient of the samples. */
  double[] dx() {
    return dx;
  }

  /** The gradient of the weights. */
  double[] dWeight() {
    return dWeight;
  }

  /** The gradient of the biases. */
  double[] dBias() {
    return dBias;
  }

  /**
   * Sums up.
   *
   * @param slope gradient of the output
   */
  static ConvolutionSums of(
      ConvolutionCase shape, float[] x, float[] weight, float[] bias, float[] slope) {
    ConvolutionSums sums = new ConvolutionSums(slope.length, x.length, weight.length, bias.length);
    int pixels = shape.height() * shape.width();
    for (int i = 0; i < slope.length; i++) {
      int o = i / pixels % shape.out();
      sums.y[i] = bias[o];
      sums.dBias[o] += slope[i];
      for (int c = 0; c < shape.in(); c++) {
        sums.add(shape, i, c, x, weight, slope[i]);
      }
    }
    return sums;
  }

  /** The share of one input channel in one value of the output. */
  private void add(ConvolutionCase shape, int i, int c, float[] x, float[] weight, double slope) {
    int pixels = shape.height() * shape.width();
    int row = i / (pixels * shape.out());
    int o = i / pixels % shape.out();
    int top = i % pixels / shape.width() - shape.kernel() / 2;
    int left = i % shape.width() - shape.kernel() / 2;
    for (int v = 0; v < shape.kernel(); v++) {
      for (int u = 0; u < shape.kernel(); u++) {
        if (top + v < 0 || top + v >= shape.height() || left + u < 0 || left + u >= shape.width()) {
          continue;
        }
        int from = ((row * shape.in() + c) * shape.height() + top + v) * shape.width() + left + u;
        int by = ((o * shape.in() + c) * shape.kernel() + v) * shape.kernel() + u;
        y[i] += (double) x[from] * weight[by];
        dx[from] += slope * weight[by];
        dWeight[by] += slope * x[from];
      }
    }
  }
}
