package io.github.diffusion4j.schedule;

import java.util.function.DoubleUnaryOperator;

/** From T to 1, both visited, even in some function of the log-SNR between. */
final class EvenNoise implements Spacing {
  private final String name;
  private final DoubleUnaryOperator place;
  private final DoubleUnaryOperator logSnr;

  /** By the function and its inverse. */
  private EvenNoise(String name, DoubleUnaryOperator place, DoubleUnaryOperator logSnr) {
    this.name = name;
    this.place = place;
    this.logSnr = logSnr;
  }

  static EvenNoise inLogSnr() {
    return new EvenNoise("log-snr", l -> l, l -> l);
  }

  // 2206.00364, eq 5: even in sigma^(1/rho), where log-SNR = -2 log sigma
  static EvenNoise karras(double rho) {
    if (!(rho >= 1 && rho <= 1000)) {
      throw new IllegalArgumentException(
          "rho = "
              + rho
              + ": from 1, even in sigma, to 1000, nearly even in log sigma; 7 is the paper's");
    }
    return new EvenNoise(
        "karras(" + rho + ")", l -> Math.exp(-l / (2 * rho)), s -> -2 * rho * Math.log(s));
  }

  @Override
  public double[] times(NoiseSchedule schedule, int steps) {
    int last = schedule.steps();
    double noisiest = schedule.level(last).logSnr();
    if (noisiest == Double.NEGATIVE_INFINITY) {
      throw new IllegalArgumentException(
          "%s spacing divides sigma/alpha, which is infinite at time %d of this schedule: use trailing spacing"
              .formatted(name, last));
    }
    double from = place.applyAsDouble(noisiest);
    double to = place.applyAsDouble(schedule.level(1).logSnr());
    return Visits.of(
        schedule,
        steps,
        i -> {
          if (i == 0) {
            return last;
          }
          double share = i / (steps - 1.0);
          return share == 1
              ? 1
              : schedule.timeAt(logSnr.applyAsDouble((1 - share) * from + share * to));
        });
  }

  @Override
  public String toString() {
    return name;
  }
}
