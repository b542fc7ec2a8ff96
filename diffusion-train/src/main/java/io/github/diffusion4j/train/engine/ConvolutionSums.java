package io.github.diffusion4j.train.engine;

/**
 * What a convolution and its gradients are, summed in double precision.
 *
 * @param y the output
 * @param dx gradient of the samples
 * @param dWeight gradient of the weights
 * @param dBias gradient of the biases
 */
record ConvolutionSums(double[] y, double[] dx, double[] dWeight, double[] dBias) {

  /**
   * Sums up.
   *
   * @param slope gradient of the output
   */
  static ConvolutionSums of(
      ConvolutionCase shape, float[] x, float[] weight, float[] bias, float[] slope) {
    ConvolutionSums sums =
        new ConvolutionSums(
            new double[slope.length],
            new double[x.length],
            new double[weight.length],
            new double[bias.length]);
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
