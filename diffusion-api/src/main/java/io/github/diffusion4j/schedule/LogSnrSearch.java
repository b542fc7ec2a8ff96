package io.github.diffusion4j.schedule;

/**
 * Finds the time of a log-SNR.
 *
 * @param schedule whose log-SNR falls strictly
 */
record LogSnrSearch(NoiseSchedule schedule) {

  double timeAt(double logSnr) {
    double cleanest = at(0);
    double noisiest = at(schedule.steps());
    if (!(logSnr <= cleanest && logSnr >= noisiest)) {
      throw new IllegalArgumentException(
          "log-SNR = %s: this schedule falls from %s at time 0 to %s at time %d; ask for one in between"
              .formatted(logSnr, cleanest, noisiest, schedule.steps()));
    }
    double time = bisect(logSnr);
    double whole = Math.rint(time);
    return at(whole) == logSnr ? whole : time;
  }

  /** Numbers that are not negative are ordered as their bits are, so this ends at neighbours. */
  private double bisect(double logSnr) {
    long early = Double.doubleToLongBits(0);
    long late = Double.doubleToLongBits(schedule.steps());
    while (late - early > 1) {
      long middle = (early + late) >>> 1;
      if (at(Double.longBitsToDouble(middle)) >= logSnr) {
        early = middle;
      } else {
        late = middle;
      }
    }
    double before = Double.longBitsToDouble(early);
    double after = Double.longBitsToDouble(late);
    return at(before) - logSnr <= logSnr - at(after) ? before : after;
  }

  private double at(double time) {
    return schedule.level(time).logSnr();
  }
}
