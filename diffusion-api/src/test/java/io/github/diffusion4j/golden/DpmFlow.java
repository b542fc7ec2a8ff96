package io.github.diffusion4j.golden;

import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;

/** The sigmas of flow matching in the reference's solvers, falling, without the end. */
final class DpmFlow {
  private static final double NEAR_ONE = 1e-6;

  private DpmFlow() {}

  /** From the shifted 1 - 1/T, evenly to 0, which is left out. */
  static double[] sigmas(Config config, int n) {
    double shift = shift(config);
    double[] even = evenlyFromOne(config.trainingSteps(), n);
    return IntStream.range(0, n)
        .mapToDouble(i -> 1 - even[n - i])
        .map(u -> shift * u / (1 + (shift - 1) * u))
        .toArray();
  }

  private static double shift(Config config) {
    if (!config.asks("mu")) {
      return config.number("flow_shift");
    }
    if (!config.is("use_dynamic_shifting")
        || !config.text("time_shift_type").equals("exponential")) {
      throw new IllegalArgumentException(
          "mu = "
              + config.asked("mu")
              + ": the reference takes it with exponential dynamic shifting");
    }
    return Math.exp(config.asked("mu"));
  }

  /** Those of UniPC: from 1 evenly to 1/T, which is left out, or as given; shifted, stretched. */
  static double[] unipcSigmas(Config config, int n) {
    double[] plain =
        config.asks("sigmas")
            ? config.askedList("sigmas")
            : Arrays.copyOf(evenlyFromOne(config.trainingSteps(), n), n);
    double[] sigmas = Arrays.stream(plain).map(unipcShift(config)).toArray();
    if (config.has("shift_terminal") && config.number("shift_terminal") != 0) {
      double stretch = (1 - sigmas[n - 1]) / (1 - config.number("shift_terminal"));
      sigmas = Arrays.stream(sigmas).map(s -> 1 - (1 - s) / stretch).toArray();
    }
    if (Math.abs(sigmas[0] - 1) < NEAR_ONE) {
      sigmas[0] -= NEAR_ONE;
    }
    return sigmas;
  }

  private static DoubleUnaryOperator unipcShift(Config config) {
    if (!config.is("use_dynamic_shifting")) {
      double shift = config.number("flow_shift");
      return s -> shift * s / (1 + (shift - 1) * s);
    }
    double mu = config.asked("mu");
    double shift =
        switch (config.text("time_shift_type")) {
          case "exponential" -> Math.exp(mu);
          case "linear" -> mu;
          default -> throw new IllegalArgumentException(config.text("time_shift_type"));
        };
    return s -> shift / (shift + (1 / s - 1));
  }

  /** n + 1 places from 1 to 1/T. */
  private static double[] evenlyFromOne(int total, int n) {
    double stride = (1.0 / total - 1) / n;
    return IntStream.rangeClosed(0, n)
        .mapToDouble(i -> i == n ? 1.0 / total : i * stride + 1)
        .toArray();
  }
}
