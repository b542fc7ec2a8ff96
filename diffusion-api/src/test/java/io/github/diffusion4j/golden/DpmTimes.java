package io.github.diffusion4j.golden;

import java.util.stream.IntStream;

/**
 * The integer timesteps of the reference's solvers: n + 1 places, the last of which is dropped.
 *
 * @param total T, the training steps
 * @param last how many of them are used; below T where the noisiest are clipped
 * @param offset added to leading timesteps
 */
record DpmTimes(int total, int last, int offset) {

  static DpmTimes of(Config config, DpmTable table) {
    int total = config.trainingSteps();
    int clipped =
        config.has("lambda_min_clipped")
            ? table.noisierThan(config.number("lambda_min_clipped"))
            : 0;
    int offset = config.has("steps_offset") ? (int) config.number("steps_offset") : 0;
    return new DpmTimes(total, total - clipped, offset);
  }

  double[] spaced(String spacing, int n) {
    return switch (spacing) {
      case "linspace" -> linspace(n);
      case "leading" -> leading(n);
      case "trailing" -> trailing(n);
      default -> throw new IllegalArgumentException("timestep_spacing " + spacing);
    };
  }

  private double[] linspace(int n) {
    double stride = (last - 1.0) / n;
    return IntStream.range(0, n)
        .mapToDouble(i -> i == 0 ? last - 1 : Math.rint((n - i) * stride))
        .toArray();
  }

  private double[] leading(int n) {
    int stride = last / (n + 1);
    return IntStream.range(0, n).mapToDouble(i -> (n - i) * stride + (double) offset).toArray();
  }

  /** Their number may differ from n: they count down from the last used step by T / n. */
  private double[] trailing(int n) {
    double stride = (double) total / n;
    double exactStride = last - (last - stride);
    int count = (int) Math.ceil(last / stride);
    return IntStream.range(0, count)
        .mapToDouble(i -> Math.rint(last - i * exactStride) - 1)
        .toArray();
  }
}
