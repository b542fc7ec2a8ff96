package io.github.diffusion4j.laws;

import io.github.diffusion4j.sampler.Interval;
import io.github.diffusion4j.schedule.Level;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/**
 * What a sampler keeps that reproduces the schedule's marginals: on a data set of one point c,
 * every state is exactly alpha c plus noise of standard deviation sigma.
 */
public interface MarginalLaws extends SamplerLaws {

  /**
   * Every state has the mean and the deviation of its level. States are followed as vectors over c,
   * the start noise and each draw, so nothing is sampled and nothing is approximate.
   *
   * @param steps how many
   */
  @Property
  default void everyStateSitsOnTheSchedule(@ForAll @IntRange(min = 1, max = 100) int steps) {
    List<Interval> intervals = intervals(steps);
    int width = 2 + intervals.size();
    double[] c = unit(width, 0);
    Level first = intervals.get(0).from();
    double[] start = unit(width, 1);
    double scale = Math.hypot(first.alpha(), first.sigma());
    start[0] = first.alpha() / scale;
    start[1] = first.sigma() / scale;
    List<double[]> states =
        new ReferenceLoop(
                plan(steps),
                (x, level) -> Oracle.knowing(c, x, level),
                draw -> unit(width, 1 + draw))
            .run(start);
    for (int i = 0; i < states.size(); i++) {
      Level to = intervals.get(i).to();
      Law.near(to.alpha(), states.get(i)[0], 1e-9, "mean after step " + i);
      double variance = 0;
      for (int k = 1; k < width; k++) {
        variance += states.get(i)[k] * states.get(i)[k];
      }
      Law.near(to.sigma(), Math.sqrt(variance), 1e-9, "deviation after step " + i);
    }
  }

  private static double[] unit(int width, int index) {
    double[] unit = new double[width];
    unit[index] = 1;
    return unit;
  }
}
