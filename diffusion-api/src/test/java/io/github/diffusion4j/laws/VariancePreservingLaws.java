package io.github.diffusion4j.laws;

import io.github.diffusion4j.schedule.Level;
import io.github.diffusion4j.schedule.NoiseSchedule;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.Scale;

/** What a variance preserving schedule keeps besides. */
public interface VariancePreservingLaws extends NoiseScheduleLaws {

  /** alpha^2 + sigma^2 = 1 at every time. */
  @Property
  default void varianceIsPreserved(@ForAll @Scale(6) @DoubleRange(min = 0, max = 1) double share) {
    NoiseSchedule schedule = schedule();
    Level level = schedule.level(share * schedule.steps());
    double variance = level.alpha() * level.alpha() + level.sigma() * level.sigma();
    Law.near(1, variance, 1e-12, "alpha^2 + sigma^2 at " + level);
  }

  /** alpha-bar falls strictly and stays in (0, 1]; only the last may be 0. */
  @Example
  default void alphaBarFalls() {
    NoiseSchedule schedule = schedule();
    for (int t = 1; t <= schedule.steps(); t++) {
      double before = schedule.level(t - 1).alphaBar();
      double here = schedule.level(t).alphaBar();
      boolean last = t == schedule.steps();
      Law.holds(
          here < before && before <= 1 && (last ? here >= 0 : here > 0),
          "alpha-bar goes from %s to %s at time %d",
          before,
          here,
          t);
    }
  }
}
