package io.github.diffusion4j.golden;

import java.util.stream.IntStream;

/**
 * Where the reference puts its timesteps, descending, before any rounding to integers but the one
 * of trailing. "Common Diffusion Noise Schedules and Sample Steps are Flawed" (2305.08891), table
 * 2, with the reference's own indices 0 to T - 1.
 */
enum TimestepSpacing {
  LEADING {
    @Override
    double[] times(int total, int steps, int offset) {
      int stride = total / steps;
      return IntStream.range(0, steps)
          .mapToDouble(i -> (steps - 1 - i) * (double) stride + offset)
          .toArray();
    }
  },
  TRAILING {
    // The reference counts down from T by T / N in floating point, as numpy's arange does: value i
    // is T + i delta, delta the rounded first difference. That decides where halves go, and now and
    // then gives one value more than asked for (T = 1000, N = 61).
    @Override
    double[] times(int total, int steps, int offset) {
      double stride = (double) total / steps;
      double delta = total - stride - total;
      return IntStream.range(0, (int) Math.ceil(total / stride))
          .mapToDouble(i -> Math.rint(total + i * delta) - 1)
          .toArray();
    }
  },
  LINSPACE {
    @Override
    double[] times(int total, int steps, int offset) {
      double[] ascending = Linspace.of(0, total - 1.0, steps);
      return IntStream.range(0, steps).mapToDouble(i -> ascending[steps - 1 - i]).toArray();
    }
  };

  /** The offset counts in leading alone. */
  abstract double[] times(int total, int steps, int offset);

  static TimestepSpacing named(String name) {
    return switch (name) {
      case "leading" -> LEADING;
      case "trailing" -> TRAILING;
      case "linspace" -> LINSPACE;
      default -> throw new IllegalArgumentException("timestep_spacing " + name);
    };
  }
}
