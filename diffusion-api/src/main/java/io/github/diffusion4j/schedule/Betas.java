package io.github.diffusion4j.schedule;

import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;

/** The beta tables of the literature, beta(1) to beta(T). */
final class Betas {
  private static final double COSINE_OFFSET = 0.008;
  private static final double CAP = 0.999;

  private Betas() {}

  static double[] linear(int steps, double start, double end) {
    return between(steps, start, end, u -> start + u * (end - start));
  }

  static double[] scaledLinear(int steps, double start, double end) {
    double a = Math.sqrt(start);
    double b = Math.sqrt(end);
    return between(steps, start, end, u -> (a + u * (b - a)) * (a + u * (b - a)));
  }

  static double[] sigmoid(int steps, double start, double end) {
    return between(steps, start, end, u -> start + (end - start) / (1 + Math.exp(-(12 * u - 6))));
  }

  // 2102.09672, eq 17: alpha-bar(t) = f(t) / f(0), f(t) = cos((t/T + s) / (1 + s) pi/2)^2
  static double[] cosine(int steps) {
    return falling(
        steps,
        u -> {
          double cos = Math.cos((u + COSINE_OFFSET) / (1 + COSINE_OFFSET) * Math.PI / 2);
          return cos * cos;
        });
  }

  // alpha-bar(t) = exp(-12 t/T)
  static double[] exponentialAlphaBar(int steps) {
    return falling(steps, u -> Math.exp(-12 * u));
  }

  /** The betas of an alpha-bar over u = t/T, up to a factor; capped, as alpha-bar may end at 0. */
  private static double[] falling(int steps, DoubleUnaryOperator alphaBar) {
    new TimeRange(steps);
    return IntStream.range(0, steps)
        .mapToDouble(
            t ->
                1
                    - alphaBar.applyAsDouble((t + 1.0) / steps)
                        / alphaBar.applyAsDouble((double) t / steps))
        .map(beta -> Math.min(beta, CAP))
        .toArray();
  }

  /** The beta at each of {@code steps} even places u in [0, 1]. */
  private static double[] between(int steps, double start, double end, DoubleUnaryOperator beta) {
    new TimeRange(steps);
    if (!(start > 0 && start < 1 && end > 0 && end < 1)) {
      throw new IllegalArgumentException(
          "betas from %s to %s: both ends lie in (0, 1), such as 1e-4 and 0.02"
              .formatted(start, end));
    }
    return IntStream.range(0, steps)
        .mapToDouble(i -> beta.applyAsDouble(steps == 1 ? 0 : i / (steps - 1.0)))
        .toArray();
  }
}
