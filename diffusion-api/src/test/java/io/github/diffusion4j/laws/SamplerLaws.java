package io.github.diffusion4j.laws;

import io.github.diffusion4j.model.Parameterization;
import io.github.diffusion4j.plan.Coefficients;
import io.github.diffusion4j.plan.Interval;
import io.github.diffusion4j.plan.Plan;
import io.github.diffusion4j.plan.Sampler;
import io.github.diffusion4j.plan.Stage;
import io.github.diffusion4j.plan.Thresholding;
import io.github.diffusion4j.schedule.Level;
import io.github.diffusion4j.schedule.NoiseSchedule;
import io.github.diffusion4j.schedule.Spacing;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;

/** What every sampler keeps, at every number of steps from 1 to 100. */
public interface SamplerLaws {

  /**
   * The sampler under test.
   *
   * @return always equal
   */
  Sampler sampler();

  /**
   * How often the network is evaluated.
   *
   * @param steps from 1 to 100
   * @return the number
   */
  int evaluations(int steps);

  /**
   * The schedule it is tested on.
   *
   * @return by default linear, T = 500
   */
  default NoiseSchedule schedule() {
    return NoiseSchedule.linear(500, 1e-4, 0.02);
  }

  /**
   * The fewest steps it takes.
   *
   * @return by default 1
   */
  default int leastSteps() {
    return 1;
  }

  /** The network is evaluated exactly as often as claimed. */
  @Property
  default void evaluatesAsOftenAsClaimed(@ForAll @IntRange(min = 1, max = 100) int choice) {
    int steps = Math.max(choice, leastSteps());
    int evaluations = plan(steps).evaluations();
    Law.holds(
        evaluations == evaluations(steps), "%d steps make %d evaluations", steps, evaluations);
  }

  /** Compiled twice, it is the same plan. */
  @Property
  default void compilesToTheSamePlan(@ForAll @IntRange(min = 1, max = 100) int choice) {
    int steps = Math.max(choice, leastSteps());
    Law.holds(plan(steps).equals(plan(steps)), "two plans of %d steps differ", steps);
  }

  /** Every step of one sample c: if the network says x0 = c, then alpha c goes to alpha' c. */
  @Property
  default void aKnownSampleStaysOnItsWay(
      @ForAll @IntRange(min = 1, max = 100) int choice,
      @ForAll @DoubleRange(min = -1, max = 1) double c) {
    int steps = Math.max(choice, leastSteps());
    List<Interval> intervals = intervals(steps);
    Level first = intervals.get(0).from();
    double start = first.alpha() * c / Math.hypot(first.alpha(), first.sigma());
    Plan plan = plan(steps);
    int outputs = plan.wantsLearnedVariance() ? 2 : 1;
    List<double[]> states =
        new ReferenceLoop(
                plan,
                (x, level) -> Arrays.copyOf(Oracle.knowing(new double[] {c}, x, level), outputs),
                draw -> new double[1])
            .run(new double[] {start});
    Level end = intervals.get(intervals.size() - 1).to();
    Law.near(end.alpha() * c, states.get(states.size() - 1)[0], 1e-8, "the end");
  }

  /** Every coefficient is finite, for networks that predict epsilon, x0 or v. */
  @Example
  default void everyCoefficientIsFinite() {
    for (int steps = leastSteps(); steps <= 100; steps++) {
      for (Stage stage : plan(steps).stages()) {
        double sum = sum(stage.next()) + sum(stage.nextState());
        if (stage instanceof Stage.Evaluate e) {
          for (Stage.Store r : e.stores()) {
            sum += r.x() + r.raw() + r.x0() + r.z();
          }
        }
        Law.holds(Double.isFinite(sum), "%d steps: a coefficient of %s is not", steps, stage);
      }
    }
  }

  private static double sum(Coefficients row) {
    return row.state() + row.z() + row.memory().stream().mapToDouble(m -> m).sum();
  }

  /**
   * The intervals under test.
   *
   * @param steps how many
   * @return as the sampler walks with trailing spacing
   */
  default List<Interval> intervals(int steps) {
    return sampler().intervals(schedule(), Spacing.trailing(), steps);
  }

  /**
   * The plan under test, for a network that predicts v.
   *
   * @param steps how many
   * @return the plan without shaping
   */
  default Plan plan(int steps) {
    return Plan.compile(sampler(), intervals(steps), Parameterization.V, Thresholding.none());
  }
}
