package io.github.diffusion4j.schedule;

/**
 * From T to 1, both visited, even in some function of the log-SNR between.
 *
 * @param scale the function
 */
record LogSnrSpacing(Scale scale) implements Spacing {

  /** An increasing or falling function of the log-SNR, and its inverse. */
  private sealed interface Scale {
    double of(double logSnr);

    double logSnr(double place);
  }

  private enum LogSnr implements Scale {
    INSTANCE;

    @Override
    public double of(double logSnr) {
      return logSnr;
    }

    @Override
    public double logSnr(double place) {
      return place;
    }

    @Override
    public String toString() {
      return "log-snr";
    }
  }

  /** 2206.00364, equation 5: sigma^(1/rho), where log-SNR = -2 log sigma. */
  private record Root(double rho) implements Scale {
    Root {
      if (!(rho >= 1 && rho <= 1000)) {
        throw new IllegalArgumentException(
            "rho = "
                + rho
                + ": from 1, even in sigma, to 1000, nearly even in log sigma; 7 is the paper's");
      }
    }

    @Override
    public double of(double logSnr) {
      return Math.exp(-logSnr / (2 * rho));
    }

    @Override
    public double logSnr(double place) {
      return -2 * rho * Math.log(place);
    }

    @Override
    public String toString() {
      return "karras(" + rho + ")";
    }
  }

  static LogSnrSpacing inLogSnr() {
    return new LogSnrSpacing(LogSnr.INSTANCE);
  }

  static LogSnrSpacing karras(double rho) {
    return new LogSnrSpacing(new Root(rho));
  }

  @Override
  public double[] times(NoiseSchedule schedule, int steps) {
    int last = schedule.steps();
    double noisiest = schedule.level(last).logSnr();
    if (noisiest == Double.NEGATIVE_INFINITY) {
      throw new IllegalArgumentException(
          "%s spacing divides sigma/alpha, which is infinite at time %d of this schedule: use trailing spacing"
              .formatted(scale, last));
    }
    double from = scale.of(noisiest);
    double to = scale.of(schedule.level(1).logSnr());
    return TimeGrid.of(
        schedule,
        steps,
        i -> {
          if (i == 0) {
            return last;
          }
          double share = i / (steps - 1.0);
          return share == 1 ? 1 : schedule.timeAt(scale.logSnr((1 - share) * from + share * to));
        });
  }

  @Override
  public String toString() {
    return scale.toString();
  }
}
