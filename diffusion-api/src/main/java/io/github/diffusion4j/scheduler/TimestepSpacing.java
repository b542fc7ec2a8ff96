package io.github.diffusion4j.scheduler;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * Evenly spaced timesteps, descending. "Common Diffusion Noise Schedules and Sample Steps are
 * Flawed" (2305.08891), table 2, counted from 0 to T - 1.
 */
enum TimestepSpacing {
  LEADING {
    // (n - 1 - i) floor(T / n) + offset
    @Override
    double[] times(int used, int total, int steps, int offset) {
      int stride = used / steps;
      return IntStream.range(0, steps)
          .mapToDouble(i -> (steps - 1 - i) * (double) stride + offset)
          .toArray();
    }
  },
  TRAILING {
    // round(T - i T / n) - 1. The order of operations is that of numpy's arange, value i being T +
    // i delta with delta the rounded first difference: it decides where halves go, and now and then
    // gives one value more than asked for (T = 1000, n = 61).
    @Override
    double[] times(int used, int total, int steps, int offset) {
      double stride = (double) total / steps;
      double delta = used - stride - used;
      return IntStream.range(0, (int) Math.ceil(used / stride))
          .mapToDouble(i -> Math.rint(used + i * delta) - 1)
          .toArray();
    }
  },
  LINSPACE {
    // (T - 1) (n - 1 - i) / (n - 1)
    @Override
    double[] times(int used, int total, int steps, int offset) {
      double[] ascending = Linspace.of(0, used - 1.0, steps);
      return IntStream.range(0, steps).mapToDouble(i -> ascending[steps - 1 - i]).toArray();
    }
  };

  /**
   * The timesteps; only trailing ones are whole numbers in every case.
   *
   * @param used how many training steps are used, the cleanest ones
   * @param total T, of which trailing timesteps take their distance
   * @param steps n
   * @param offset added to leading timesteps alone
   */
  abstract double[] times(int used, int total, int steps, int offset);

  static TimestepSpacing of(Settings settings) {
    String name = settings.choice("timestep_spacing", "leading", "trailing", "linspace");
    return valueOf(name.toUpperCase(Locale.ROOT));
  }

  /** Over all T training steps, as the configuration says, rounded to whole numbers. */
  static double[] whole(Settings settings, int steps) {
    int total = settings.trainingSteps();
    int offset = settings.has("steps_offset") ? settings.whole("steps_offset") : 0;
    double[] times =
        Arrays.stream(of(settings).times(total, total, steps, offset)).map(Math::rint).toArray();
    if (times[0] >= total) {
      throw settings.refusal(
          "steps_offset",
          "with %d steps the first timestep is %.0f, and the last one of training is %d; ask for fewer steps"
              .formatted(steps, times[0], total - 1));
    }
    return times;
  }
}
