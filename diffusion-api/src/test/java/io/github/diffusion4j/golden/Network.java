package io.github.diffusion4j.golden;

/** The formula that stands for the network. */
@FunctionalInterface
interface Network {

  /** The raw output. */
  double[] output(double[] x, double timestep);

  /** tanh(0.7 x) (0.5 + 0.5 t / T) + 0.1 sin(3 x), by element. */
  static Network formula(double modelT) {
    return (x, t) -> {
      double gain = 0.5 + 0.5 * t / modelT;
      double[] raw = new double[x.length];
      for (int i = 0; i < x.length; i++) {
        raw[i] = Math.tanh(0.7 * x[i]) * gain + 0.1 * Math.sin(3 * x[i]);
      }
      return raw;
    };
  }

  /** The score that goes with the formula, of samples that are not scaled; t is their sigma. */
  static Network score(double modelT) {
    Network formula = formula(modelT);
    return (x, sigma) -> {
      double[] scaled = new double[x.length];
      for (int i = 0; i < x.length; i++) {
        scaled[i] = x[i] / Math.sqrt(1 + sigma * sigma);
      }
      double[] raw = formula.output(scaled, sigma);
      for (int i = 0; i < x.length; i++) {
        raw[i] /= -sigma;
      }
      return raw;
    };
  }

  /** The same with as many channels again, which say the variance: sin(2 x). */
  default Network withVariance() {
    return (x, t) -> {
      double[] raw = new double[2 * x.length];
      System.arraycopy(output(x, t), 0, raw, 0, x.length);
      for (int i = 0; i < x.length; i++) {
        raw[x.length + i] = Math.sin(2 * x[i]);
      }
      return raw;
    };
  }
}
