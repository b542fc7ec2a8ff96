package io.github.diffusion4j.laws;

import io.github.diffusion4j.schedule.NoiseSchedule;
import io.github.diffusion4j.schedule.Spacing;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** What every spacing keeps, on schedules of any length. */
public interface SpacingLaws {

  /**
   * The spacing under test.
   *
   * @return always the same
   */
  Spacing spacing();

  /**
   * The schedules it is tested on.
   *
   * @param trainingSteps T, from 1 to 2000
   * @return by default linear
   */
  default NoiseSchedule schedule(int trainingSteps) {
    return NoiseSchedule.linear(trainingSteps, 1e-4, 0.02);
  }

  /** Exactly n times are visited, strictly falling within 1..T, and the end is 0. */
  @Property
  default void visitsExactlyTheStepsAskedFor(
      @ForAll @IntRange(min = 1, max = 2000) int trainingSteps,
      @ForAll @IntRange(min = 0, max = 1_000_000) int choice) {
    int steps = 1 + choice % trainingSteps;
    visits(trainingSteps, steps);
  }

  /** So it is for every number of steps from 1 to T. */
  @Example
  default void everyNumberOfStepsWorks() {
    for (int steps = 1; steps <= 500; steps++) {
      visits(500, steps);
    }
  }

  private void visits(int trainingSteps, int steps) {
    double[] times = spacing().times(schedule(trainingSteps), steps);
    Law.holds(times.length == steps + 1, "%d steps make %d times", steps, times.length);
    Law.near(0, times[steps], 0, "the end");
    Law.holds(
        times[0] <= trainingSteps && times[steps - 1] >= 1,
        "times from %s to %s, not within 1 to %d",
        times[0],
        times[steps - 1],
        trainingSteps);
    for (int i = 1; i <= steps; i++) {
      Law.holds(
          times[i] < times[i - 1], "time %s follows %s at step %d", times[i], times[i - 1], i);
    }
  }

  /** Fewer than 1 or more than T steps are refused. */
  @Property
  default void otherStepsAreRefused(@ForAll @IntRange(min = 1, max = 1000) int beyond) {
    for (int steps : new int[] {1 - beyond, 500 + beyond}) {
      try {
        spacing().times(schedule(500), steps);
        throw new AssertionError(steps + " of 500 steps are not refused");
      } catch (IllegalArgumentException refused) {
        // as it should be
      }
    }
  }
}
