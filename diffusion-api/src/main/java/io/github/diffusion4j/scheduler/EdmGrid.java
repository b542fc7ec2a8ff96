package io.github.diffusion4j.scheduler;

import io.github.diffusion4j.schedule.Level;
import java.util.stream.IntStream;

/**
 * The sigmas of "Elucidating the Design Space of Diffusion-Based Generative Models" (2206.00364),
 * alpha = 1.
 */
final class EdmGrid {
  private final Settings s;
  private final double min;
  private final double max;
  private final double data;

  private EdmGrid(Settings s) {
    this.s = s;
    min = s.numberAbove(0, "sigma_min");
    max = s.numberAbove(min, "sigma_max");
    data = s.numberAbove(0, "sigma_data");
    s.numberAbove(0, "rho");
    s.choice("sigma_schedule", "karras", "exponential");
    s.choice("final_sigmas_type", "zero", "sigma_min");
  }

  static EdmGrid of(Settings s) {
    return new EdmGrid(s);
  }

  /** One sigma a step, and the end. */
  double[] sigmas(int steps) {
    double[] places = Linspace.of(0, 1, steps);
    if (s.asks("sigmas")) {
      places = s.askedList("sigmas"); // the reference takes them for places from 0 to 1
      Given.checkLength(s, "sigmas", places.length, steps);
    }
    double[] sigmas =
        s.text("sigma_schedule").equals("karras")
            ? SigmaCurve.karras(max, min, s.number("rho"), places)
            : falling(SigmaCurve.exponential(min, max, steps));
    double last = s.kind() == SchedulerClass.EDM_EULER ? sigmas[steps - 1] : min;
    return DiscreteGrid.append(sigmas, s.text("final_sigmas_type").equals("zero") ? 0 : last);
  }

  /** Written from the smallest: a single one is the smallest. */
  private static double[] falling(double[] rising) {
    int last = rising.length - 1;
    return IntStream.rangeClosed(0, last).mapToDouble(i -> rising[last - i]).toArray();
  }

  // table 1: c_in = 1 / sqrt(sigma^2 + sigma_data^2)
  Level level(double sigma) {
    double time =
        sigma <= min
            ? sigma / min
            : 1 + (s.trainingSteps() - 1) * Math.log(sigma / min) / Math.log(max / min);
    return new Level(time, 1, sigma, 1 / Math.hypot(sigma, data));
  }

  /** The deviation of the noise at the start. */
  double start() {
    return Math.hypot(max, 1);
  }
}
