package io.github.diffusion4j.golden;

import java.util.List;
import java.util.Optional;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** How the reference spreads ratios sigma / alpha between a largest and a smallest one. */
enum DpmCurve {
  KARRAS("use_karras_sigmas") {
    @Override
    double[] ratios(double largest, double smallest, int n) {
      return karras(RHO, largest, smallest, n);
    }
  },
  LOG_SNR("use_lu_lambdas") {
    @Override
    double[] ratios(double largest, double smallest, int n) {
      return EXPONENTIAL.ratios(largest, smallest, n);
    }
  },
  EXPONENTIAL("use_exponential_sigmas") {
    @Override
    double[] ratios(double largest, double smallest, int n) {
      double from = Math.log(largest);
      double to = Math.log(smallest);
      return ramp(n).map(u -> Math.exp(from + u * (to - from))).toArray();
    }
  },
  BETA("use_beta_sigmas") {
    @Override
    double[] ratios(double largest, double smallest, int n) {
      return ramp(n)
          .map(
              u -> smallest + new BetaDistribution(0.6, 0.6).quantile(1 - u) * (largest - smallest))
          .toArray();
    }
  };

  private static final double RHO = 7;
  private final String field;

  DpmCurve(String field) {
    this.field = field;
  }

  /** The one a configuration asks for; empty for the timesteps' own. */
  static Optional<DpmCurve> of(Config config) {
    List<DpmCurve> asked = Stream.of(values()).filter(curve -> config.is(curve.field)).toList();
    if (asked.stream().filter(curve -> curve != LOG_SNR).count() > 1) {
      throw new IllegalArgumentException(asked + ": the reference takes one of them");
    }
    return asked.stream().findFirst();
  }

  /** Falling, the largest first; it alone where n is 1. */
  abstract double[] ratios(double largest, double smallest, int n);

  // 2206.00364, eq 5
  static double[] karras(double rho, double largest, double smallest, int n) {
    double from = Math.pow(largest, 1 / rho);
    double to = Math.pow(smallest, 1 / rho);
    return ramp(n).map(u -> Math.pow(from + u * (to - from), rho)).toArray();
  }

  /** Whether the reference rounds the timesteps it finds; else it drops their fractions. */
  boolean rounds() {
    return this == KARRAS || this == LOG_SNR;
  }

  private static DoubleStream ramp(int n) {
    return IntStream.range(0, n)
        .mapToDouble(i -> n == 1 ? 0 : i == n - 1 ? 1 : i * (1.0 / (n - 1)));
  }
}
