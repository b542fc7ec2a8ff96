package io.github.diffusion4j.scheduler;

import io.github.diffusion4j.numeric.BetaDistribution;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** How sigmas fall from a largest to a smallest one, both included. */
enum SigmaCurve {
  /** "Elucidating the Design Space of Diffusion-Based Generative Models" (2206.00364), eq. 5. */
  KARRAS("use_karras_sigmas") {
    @Override
    double[] between(double max, double min, int steps) {
      return karras(max, min, 7, Linspace.of(0, 1, steps));
    }
  },
  /** Even in log-SNR, which is even in log sigma. */
  LU("use_lu_lambdas") {
    @Override
    double[] between(double max, double min, int steps) {
      return exponential(max, min, steps);
    }
  },
  EXPONENTIAL("use_exponential_sigmas") {
    @Override
    double[] between(double max, double min, int steps) {
      return exponential(max, min, steps);
    }
  },
  /** "Beta Sampling is All You Need" (2407.12173), a = b = 0.6. */
  BETA("use_beta_sigmas") {
    @Override
    double[] between(double max, double min, int steps) {
      BetaDistribution distribution = new BetaDistribution(0.6, 0.6);
      return Arrays.stream(Linspace.of(0, 1, steps))
          .map(u -> min + (max - min) * distribution.quantile(1 - u))
          .toArray();
    }
  };

  private final String field;

  SigmaCurve(String field) {
    this.field = field;
  }

  /** Falling from the largest; it alone for one step. */
  abstract double[] between(double max, double min, int steps);

  // sigma = (max^(1/rho) + u (min^(1/rho) - max^(1/rho)))^rho
  static double[] karras(double max, double min, double rho, double[] places) {
    double from = Math.pow(max, 1 / rho);
    double to = Math.pow(min, 1 / rho);
    return Arrays.stream(places).map(u -> Math.pow(from + u * (to - from), rho)).toArray();
  }

  /** Even in the logarithm. */
  static double[] exponential(double from, double to, int steps) {
    return Arrays.stream(Linspace.of(Math.log(from), Math.log(to), steps)).map(Math::exp).toArray();
  }

  /** What the configuration asks for; empty where the timesteps make the sigmas. */
  static Optional<SigmaCurve> of(Settings settings) {
    List<SigmaCurve> asked = Stream.of(values()).filter(c -> settings.is(c.field)).toList();
    if (asked.size() > 1) {
      throw settings.refusal(
          asked.get(0).field,
          "together with %s; sigmas follow one curve, so set only one of them"
              .formatted(asked.stream().skip(1).map(c -> c.field).collect(Collectors.joining())));
    }
    return asked.stream().findFirst();
  }

  String field() {
    return field;
  }
}
