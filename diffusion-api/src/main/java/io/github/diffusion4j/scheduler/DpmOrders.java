package io.github.diffusion4j.scheduler;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The order of each of n steps of a solver.
 *
 * @param settings of the scheduler
 * @param order the highest
 */
record DpmOrders(Settings settings, int order) {
  private static final int FEW_STEPS = 15;

  static DpmOrders of(Settings s) {
    return new DpmOrders(s, s.whole("solver_order", 1, s.kind() == SchedulerClass.UNI_PC ? 9 : 3));
  }

  /** DPM-Solver multistep: a sigma of 0 at the end is reached in first order. */
  List<Integer> multistep(int n) {
    return multistep(n, settings.is("euler_at_final") || endsAtZero());
  }

  List<Integer> deis(int n) {
    return multistep(n, false);
  }

  /** Warms up from 1 and, of few steps, comes down to 1. */
  private List<Integer> multistep(int n, boolean firstAtFinal) {
    boolean comesDown = settings.is("lower_order_final") && n < FEW_STEPS;
    return IntStream.range(0, n)
        .map(
            i ->
                i == n - 1 && (firstAtFinal || comesDown)
                    ? 1
                    : Math.min(Math.min(order, i + 1), i == n - 2 && comesDown ? 2 : order))
        .boxed()
        .toList();
  }

  /** UniPC's predictor. */
  List<Integer> predictors(int n) {
    boolean comesDown = settings.is("lower_order_final");
    return IntStream.range(0, n)
        .map(i -> Math.min(Math.min(order, i + 1), comesDown ? n - i : n))
        .boxed()
        .toList();
  }

  /** UniPC's corrector of the state at the start of each step, 0 for none. */
  List<Integer> correctors(int n) {
    List<Integer> predictors = predictors(n);
    List<Integer> disabled =
        Arrays.stream(settings.list("disable_corrector")).mapToObj(i -> (int) i).toList();
    List<Integer> orders = new ArrayList<>(List.of(0));
    for (int i = 1; i < n; i++) {
      orders.add(disabled.contains(i - 1) ? 0 : predictors.get(i - 1));
    }
    return orders;
  }

  /** DPM-Solver single-step: order k goes back to the state k - 1 steps before. */
  List<Integer> singlestep(int n) {
    boolean comesDown = settings.is("lower_order_final") || n % order != 0;
    return IntStream.range(0, n)
        .map(
            i -> {
              int inRound = i % order + 1;
              boolean down = endsAtZero() || (comesDown && inRound == order);
              return i == n - 1 && down ? 1 : inRound;
            })
        .boxed()
        .toList();
  }

  private boolean endsAtZero() {
    return settings.choice("final_sigmas_type", "zero", "sigma_min").equals("zero");
  }
}
