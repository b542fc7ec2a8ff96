package io.github.diffusion4j.sampler;

import io.github.diffusion4j.plan.Interval;
import io.github.diffusion4j.plan.LinearForm;
import io.github.diffusion4j.plan.Prediction;
import io.github.diffusion4j.plan.Recorder;
import io.github.diffusion4j.plan.Sampler;
import io.github.diffusion4j.schedule.Level;
import java.util.List;
import java.util.Objects;

/**
 * A sampler that looks back at the predictions of earlier steps. Its order rises from 1 as there is
 * more to look back at, and is 1 again where the formula's variable is infinite.
 *
 * <p>Immutable and thread-safe. Two are equal if method, order and rule of orders are.
 */
public final class Multistep implements Sampler {

  /** The formula of one interval. */
  interface Formula {

    /**
     * Evaluates the network on the state, once, or more where there is no past.
     *
     * @param order of this step
     * @param before order of the step before, 0 for the first
     */
    LinearForm step(Interval interval, Recorder recorder, int order, int before);
  }

  /** The highest order that each step may have. */
  @FunctionalInterface
  public interface Orders {

    /**
     * The highest order of a step.
     *
     * @param interval from 0
     * @param intervals how many there are
     * @param order of the method
     * @return at least 1; the past bounds it further
     */
    int highest(int interval, int intervals, int order);
  }

  /** Always the method's own. */
  static final Orders FULL = (interval, intervals, order) -> order;

  /**
   * Falls to 1 in the last step of fewer than 15, "DPM-Solver++" (2211.01095), section 4: few steps
   * end in large ones.
   */
  static final Orders FALLING =
      (interval, intervals, order) -> intervals < 15 ? intervals - interval : order;

  /** Falls to 1 in the last step, however many there are. */
  static final Orders FALLING_ALWAYS = (interval, intervals, order) -> intervals - interval;

  private final String name;
  private final int order;
  private final Formula formula;
  private final Orders orders;

  Multistep(String name, int order, int highest, Formula formula, Orders orders) {
    if (order < 1 || order > highest) {
      throw new IllegalArgumentException(
          "order = %d: %s has orders 1 to %d".formatted(order, name, highest));
    }
    this.name = name;
    this.order = order;
    this.formula = formula;
    this.orders = orders;
  }

  /**
   * The same method with another rule of orders.
   *
   * @param newOrders the highest order of each step
   * @return the sampler
   */
  public Multistep withOrders(Orders newOrders) {
    return new Multistep(name, order, order, formula, newOrders);
  }

  @Override
  public LinearForm step(Interval i, Recorder recorder) {
    List<Prediction> past = recorder.history();
    int now = order(recorder.interval(), recorder.intervals(), i.from(), past);
    int before =
        past.isEmpty()
            ? 0
            : order(
                recorder.interval() - 1,
                recorder.intervals(),
                past.get(0).level(),
                past.subList(1, past.size()));
    return formula.step(i, recorder, now, before);
  }

  /** The past must have signal and noise throughout; without signal there is none to look at. */
  private int order(int interval, int intervals, Level from, List<Prediction> past) {
    int known = 0;
    while (from.alpha() > 0
        && known < past.size()
        && Double.isFinite(past.get(known).level().logSnr())) {
      known++;
    }
    return Math.min(Math.min(order, 1 + known), orders.highest(interval, intervals, order));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Multistep that
        && name.equals(that.name)
        && order == that.order
        && formula.equals(that.formula)
        && orders.equals(that.orders);
  }

  @Override
  public int hashCode() {
    return Objects.hash(name, order, formula, orders);
  }

  @Override
  public String toString() {
    return order == 1 ? name : name + " of order " + order;
  }
}
