package io.github.diffusion4j.laws;

import io.github.diffusion4j.plan.Interval;
import io.github.diffusion4j.plan.Plan;
import io.github.diffusion4j.plan.Stage;
import io.github.diffusion4j.schedule.Level;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/**
 * What a sampler keeps that reproduces the schedule's marginals: on a data set of one point c,
 * whatever the network sees, and the result, is exactly alpha c plus noise of standard deviation
 * sigma.
 */
public interface MarginalLaws extends SamplerLaws {

  /**
   * Every input of the network has the mean and the deviation of its level, and so has the result.
   * States are followed as vectors over c, the start noise and each draw, so nothing is sampled and
   * nothing is approximate.
   *
   * @param choice of the number of steps
   */
  @Property
  default void everyStateSitsOnTheSchedule(@ForAll @IntRange(min = 1, max = 100) int choice) {
    int steps = Math.max(choice, leastSteps());
    List<Interval> intervals = intervals(steps);
    Plan plan = plan(steps);
    int width = 2 + plan.stages().size();
    double[] c = unit(width, 0);
    Level first = intervals.get(0).from();
    double[] start = unit(width, 1);
    double scale = Math.hypot(first.alpha(), first.sigma());
    start[0] = first.alpha() / scale;
    start[1] = first.sigma() / scale;
    List<ReferenceLoop.State> states =
        new ReferenceLoop(
                plan, (x, level) -> Oracle.knowing(c, x, level), draw -> unit(width, 1 + draw))
            .trace(start);
    for (int i = 0; i < plan.stages().size(); i++) {
      if (plan.stages().get(i) instanceof Stage.Evaluate e) {
        stands(states.get(i).x(), e.level().inputScale(), e.level(), "the input of stage " + i);
      }
    }
    Level end = intervals.get(intervals.size() - 1).to();
    stands(states.get(states.size() - 1).state(), 1, end, "the result");
  }

  private static void stands(double[] state, double scale, Level level, String what) {
    Law.near(level.alpha(), state[0] / scale, 1e-8, "mean of " + what);
    double variance = 0;
    for (int k = 1; k < state.length; k++) {
      variance += state[k] * state[k];
    }
    Law.near(level.sigma(), Math.sqrt(variance) / scale, 1e-8, "deviation of " + what);
  }

  private static double[] unit(int width, int index) {
    double[] unit = new double[width];
    unit[index] = 1;
    return unit;
  }
}
