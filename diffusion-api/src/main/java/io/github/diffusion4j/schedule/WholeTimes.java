package io.github.diffusion4j.schedule;

/** The spacings of whole times, "Common Diffusion Noise Schedules ..." (2305.08891), table 2. */
enum WholeTimes implements Spacing {
  TRAILING {
    // round(T - i T / n)
    @Override
    double time(int i, int n, int last) {
      return last - i * ((double) last / n);
    }
  },
  LEADING {
    // 1 + (n - 1 - i) floor(T / n)
    @Override
    double time(int i, int n, int last) {
      int stride = last / n;
      return 1 + (n - 1.0 - i) * stride;
    }
  },
  LINSPACE {
    // round(1 + (T - 1) (n - 1 - i) / (n - 1))
    @Override
    double time(int i, int n, int last) {
      return n == 1 ? last : 1 + (last - 1) * (n - 1.0 - i) / (n - 1);
    }
  };

  /** Time i of n, before it is rounded; T is {@code last}. */
  abstract double time(int i, int n, int last);

  @Override
  public double[] times(NoiseSchedule schedule, int steps) {
    int last = schedule.steps();
    return TimeGrid.of(schedule, steps, i -> Math.rint(time(i, steps, last)));
  }
}
