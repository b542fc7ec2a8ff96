package io.github.diffusion4j.golden;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** The order that the reference's solvers use at each of n steps. */
final class DpmOrders {
  private static final int FEW_STEPS = 15;

  private DpmOrders() {}

  /** DPM-Solver multistep, EDM too: a sigma of 0 at the end is reached in first order. */
  static List<Integer> multistep(Config config, int n) {
    boolean first = config.is("euler_at_final") || config.text("final_sigmas_type").equals("zero");
    return multistep(config, n, first);
  }

  static List<Integer> deis(Config config, int n) {
    return multistep(config, n, false);
  }

  /** Warms up from 1 and, of few steps, comes down to 1; more than 3 is 3. */
  private static List<Integer> multistep(Config config, int n, boolean firstAtFinal) {
    int order = Math.min(3, order(config));
    boolean comesDown = config.is("lower_order_final") && n < FEW_STEPS;
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
  static List<Integer> predictors(Config config, int n) {
    boolean comesDown = config.is("lower_order_final");
    return IntStream.range(0, n)
        .map(i -> Math.min(Math.min(order(config), i + 1), comesDown ? n - i : n))
        .boxed()
        .toList();
  }

  /** UniPC's corrector of the state at the start of each step, 0 for none. */
  static List<Integer> correctors(Config config, int n) {
    List<Integer> predictors = predictors(config, n);
    List<Integer> orders = new ArrayList<>(List.of(0));
    for (int i = 1; i < n; i++) {
      orders.add(disabled(config).contains(i - 1) ? 0 : predictors.get(i - 1));
    }
    return orders;
  }

  private static List<Integer> disabled(Config config) {
    return config.has("disable_corrector")
        ? Arrays.stream(config.list("disable_corrector")).mapToObj(i -> (int) i).toList()
        : List.of();
  }

  /** DPM-Solver single-step: order k goes back to the state k - 1 steps before. */
  static List<Integer> singlestep(Config config, int n) {
    int order = order(config);
    DpmRefusals.refuse(order > 3, "solver_order " + order + ": single-step solvers have 1 to 3");
    boolean zero = config.text("final_sigmas_type").equals("zero");
    boolean comesDown = config.is("lower_order_final") || n % order != 0;
    return IntStream.range(0, n)
        .map(
            i -> {
              int inRound = i % order + 1;
              boolean down = zero || (comesDown && inRound == order);
              return i == n - 1 && down ? 1 : inRound;
            })
        .boxed()
        .toList();
  }

  private static int order(Config config) {
    return (int) config.number("solver_order");
  }
}
