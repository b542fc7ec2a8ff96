package io.github.diffusion4j.golden;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** How sigmas fall from a largest to a smallest one, both included. */
enum SigmaRamp {
  /** "Elucidating the Design Space of Diffusion-Based Generative Models" (2206.00364), eq. 5. */
  KARRAS {
    @Override
    double[] between(double max, double min, int steps) {
      return karras(max, min, 7, Linspace.of(0, 1, steps));
    }
  },
  EXPONENTIAL {
    @Override
    double[] between(double max, double min, int steps) {
      return exponential(max, min, steps);
    }
  },
  /** "Beta Sampling is All You Need" (2407.12173), a = b = 0.6. */
  BETA {
    @Override
    double[] between(double max, double min, int steps) {
      BetaDistribution distribution = new BetaDistribution(0.6, 0.6);
      return Arrays.stream(Linspace.of(0, 1, steps))
          .map(ramp -> min + (max - min) * distribution.quantile(1 - ramp))
          .toArray();
    }
  };

  abstract double[] between(double max, double min, int steps);

  // sigma = (max^(1/rho) + ramp (min^(1/rho) - max^(1/rho)))^rho
  static double[] karras(double max, double min, double rho, double[] ramp) {
    double from = Math.pow(max, 1 / rho);
    double to = Math.pow(min, 1 / rho);
    return Arrays.stream(ramp).map(u -> Math.pow(from + u * (to - from), rho)).toArray();
  }

  /** Even in the logarithm. */
  static double[] exponential(double from, double to, int steps) {
    return Arrays.stream(Linspace.of(Math.log(from), Math.log(to), steps)).map(Math::exp).toArray();
  }

  /** What the configuration asks for, null if it keeps the sigmas it has. */
  static @Nullable SigmaRamp of(Config config) {
    List<SigmaRamp> asked =
        Arrays.stream(values())
            .filter(ramp -> config.is("use_" + ramp.name().toLowerCase(Locale.ROOT) + "_sigmas"))
            .toList();
    if (asked.size() > 1) {
      throw new IllegalArgumentException(asked + ": the reference takes one of them at most");
    }
    return asked.isEmpty() ? null : asked.get(0);
  }
}
