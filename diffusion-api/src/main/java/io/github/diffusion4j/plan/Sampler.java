package io.github.diffusion4j.plan;

import io.github.diffusion4j.schedule.Level;
import io.github.diffusion4j.schedule.NoiseSchedule;
import io.github.diffusion4j.schedule.Spacing;
import java.util.ArrayList;
import java.util.List;

/**
 * A sampling method: the formula of one interval, in the notation of its paper. It runs once, when
 * a {@link Plan} is compiled; nothing of it is left at run time.
 *
 * <p>{@code toString()} names it in messages and provenance. Implementations are immutable and
 * thread-safe; best they are records, since a pipeline finds the plan of an equal sampler again.
 */
public interface Sampler {

  /**
   * Records one interval.
   *
   * @param interval the level of the sample and the level to reach
   * @param recorder gives the symbols: the state, predictions, noise
   * @return the state at the end of the interval
   */
  LinearForm step(Interval interval, Recorder recorder);

  /**
   * Whether known values are put back even where the network is told of them, as it is in
   * inpainting models.
   *
   * @return false by default
   */
  default boolean putsBackKnown() {
    return false;
  }

  /**
   * The intervals this sampler walks, by default down from noise to the clean sample.
   *
   * @param schedule of the model
   * @param spacing which times are visited
   * @param steps how many, from 1 to T
   * @return one interval a step, in order
   * @throws IllegalArgumentException if steps is outside 1 to T
   */
  default List<Interval> intervals(NoiseSchedule schedule, Spacing spacing, int steps) {
    double[] times = spacing.times(schedule, steps);
    List<Interval> intervals = new ArrayList<>(steps);
    for (int i = 0; i < steps; i++) {
      intervals.add(new Interval(schedule.level(times[i]), schedule.level(times[i + 1])));
    }
    return intervals;
  }

  /**
   * This sampler for a walk of a known number of steps. Samplers whose formulas or levels depend on
   * that number return one that is made for it; all others return themselves, and {@link
   * #intervals} is then asked with a spacing of the last times.
   *
   * @param walked how many steps are walked, the last ones: fewer than {@code steps} where a walk
   *     starts from an image
   * @param steps of the whole walk
   * @return the sampler whose {@link #intervals} and {@link #step} are used
   * @throws IllegalArgumentException if it has no walk of so many steps
   */
  default Sampler ofLast(int walked, int steps) {
    return this;
  }

  /**
   * The standard deviation of the noise that a walk starts from.
   *
   * @param first the level of the first interval
   * @return by default that of a sample there, sqrt(alpha^2 + sigma^2)
   */
  default double startDeviation(Level first) {
    return Math.hypot(first.alpha(), first.sigma());
  }
}
