package io.github.diffusion4j.laws;

import io.github.diffusion4j.schedule.Level;
import io.github.diffusion4j.schedule.NoiseSchedule;
import io.github.diffusion4j.tensor.NoiseSource;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.Scale;

/** What every noise schedule keeps. */
public interface NoiseScheduleLaws {

  /**
   * The schedule under test.
   *
   * @return always the same
   */
  NoiseSchedule schedule();

  /** Time 0 is the clean sample. */
  @Example
  default void timeZeroIsClean() {
    Level clean = schedule().level(0);
    Law.holds(clean.sigma() == 0 && clean.alpha() == 1, "time 0 is %s, not clean", clean);
  }

  /** A level carries the time it was asked for. */
  @Property
  default void aLevelKnowsItsTime(@ForAll @Scale(6) @DoubleRange(min = 0, max = 1) double share) {
    NoiseSchedule schedule = schedule();
    double time = share * schedule.steps();
    Law.near(time, schedule.level(time).time(), 0, "time of the level");
  }

  /** The log-SNR falls strictly from each training step to the next. */
  @Example
  default void logSnrFallsAtEveryStep() {
    NoiseSchedule schedule = schedule();
    for (int t = 1; t <= schedule.steps(); t++) {
      double before = schedule.level(t - 1).logSnr();
      double here = schedule.level(t).logSnr();
      Law.holds(here < before, "log-SNR goes from %s to %s at time %d", before, here, t);
    }
  }

  /** The log-SNR falls strictly between training steps too. */
  @Property
  default void logSnrFallsInBetween(
      @ForAll @Scale(6) @DoubleRange(min = 0, max = 1) double share,
      @ForAll @DoubleRange(min = 0.01, max = 1) double gap) {
    NoiseSchedule schedule = schedule();
    double earlier = share * (schedule.steps() - gap);
    double before = schedule.level(earlier).logSnr();
    double after = schedule.level(earlier + gap).logSnr();
    Law.holds(
        after < before,
        "log-SNR goes from %s to %s between times %s and %s",
        before,
        after,
        earlier,
        earlier + gap);
  }

  /** The time of a level's log-SNR is the level's time. */
  @Property
  default void timeAtUndoesLevel(@ForAll @Scale(6) @DoubleRange(min = 0, max = 1) double share) {
    NoiseSchedule schedule = schedule();
    double time = share * schedule.steps();
    double logSnr = schedule.level(time).logSnr();
    double found = schedule.timeAt(logSnr);
    Law.near(time, found, 1e-6 * schedule.steps(), "time of log-SNR " + logSnr);
    double again = schedule.level(found).logSnr();
    Law.holds(
        again == logSnr || Math.abs(again - logSnr) <= 1e-9 * Math.max(1, Math.abs(logSnr)),
        "log-SNR %s is that of time %s, where it is %s",
        logSnr,
        found,
        again);
  }

  /** Every training step is found by its log-SNR. */
  @Example
  default void timeAtFindsEveryStep() {
    NoiseSchedule schedule = schedule();
    for (int t = 0; t <= schedule.steps(); t++) {
      double logSnr = schedule.level(t).logSnr();
      Law.near(t, schedule.timeAt(logSnr), 1e-6 * t, "time of log-SNR " + logSnr);
    }
  }

  /** A log-SNR that the schedule never has is refused. */
  @Property
  default void aLogSnrOutsideIsRefused(
      @ForAll @Scale(3) @DoubleRange(min = 0.001, max = 1e6) double beyond) {
    NoiseSchedule schedule = schedule();
    double last = schedule.level(schedule.steps()).logSnr();
    for (double logSnr : new double[] {last - beyond, Double.NaN}) {
      if (logSnr != last) { // there is nothing beyond minus infinity
        try {
          double time = schedule.timeAt(logSnr);
          throw new AssertionError("log-SNR " + logSnr + " gives " + time + " and is not refused");
        } catch (IllegalArgumentException refused) {
          // as it should be
        }
      }
    }
  }

  /** A million noised zeros, spread over five times, have standard deviation sigma within 1 %. */
  @Example
  default void forwardNoisingHasStandardDeviationSigma() {
    NoiseSchedule schedule = schedule();
    float[] noise = new float[200_000];
    for (int i = 1; i <= 5; i++) {
      Level level = schedule.level(Math.max(1, schedule.steps() * i / 5));
      NoiseSource.gaussian().fill(i, NoiseSource.START, noise, 0, noise.length);
      double squares = 0;
      for (float z : noise) {
        double noised = level.alpha() * 0 + level.sigma() * z;
        squares += noised * noised;
      }
      double deviation = Math.sqrt(squares / noise.length);
      Law.near(level.sigma(), deviation, 0.01 * level.sigma(), "deviation at " + level);
    }
  }

  /** Times outside 0 to T are refused. */
  @Property
  default void timesOutsideAreRefused(
      @ForAll @Scale(3) @DoubleRange(min = 0.001, max = 1e6) double beyond) {
    NoiseSchedule schedule = schedule();
    for (double time : new double[] {-beyond, schedule.steps() + beyond, Double.NaN}) {
      try {
        Level level = schedule.level(time);
        throw new AssertionError("time " + time + " gives " + level + " and is not refused");
      } catch (IllegalArgumentException refused) {
        // as it should be
      }
    }
  }
}
