package io.github.diffusion4j.scheduler;

import com.google.common.collect.ImmutableSortedMap;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * One call of the network in PNDM, "Pseudo Numerical Methods for Diffusion Models on Manifolds"
 * (2202.09778), as the transfer that it makes (equation 11).
 *
 * @param time the timestep the network is asked at
 * @param from the timestep of the transfer's start
 * @param to that of its end; below 0 for the end of sampling
 * @param state the state the transfer starts from, by the number of calls made before it
 * @param outputs the weights of the raw outputs of calls; their sum is 1
 */
record PndmCall(int time, int from, int to, int state, Map<Integer, Double> outputs) {
  static final int ORDER = 4;

  // equation 9 and, while the history is short, the Adams-Bashforth methods of lower order
  private static final double[][] ADAMS_BASHFORTH = {
    {1},
    {3 / 2.0, -1 / 2.0},
    {23 / 12.0, -16 / 12.0, 5 / 12.0},
    {55 / 24.0, -59 / 24.0, 37 / 24.0, -9 / 24.0}
  };

  /**
   * Without the Runge-Kutta start: the second timestep comes twice, the first time to average over
   * the first step's two ends.
   *
   * @param grid timesteps, falling
   * @param skipped how many of the calls are left out at the start
   * @param stride of a transfer
   * @param total T
   */
  static List<PndmCall> linear(List<Integer> grid, int skipped, int stride, int total) {
    List<Integer> times = new ArrayList<>(grid);
    if (grid.size() > 1) {
      times.add(1, grid.get(1));
    }
    List<Integer> walked = times.subList(Math.min(skipped, times.size() - 1), times.size());
    List<PndmCall> calls = new ArrayList<>();
    int first = walked.get(0);
    calls.add(new PndmCall(first, first, first - stride, 0, Map.of(0, 1.0)));
    if (walked.size() > 1) {
      int second = walked.get(1);
      calls.add(
          new PndmCall(second, second + stride, second, 0, weights(new double[] {0.5, 0.5}, 0, 1)));
    }
    List<Integer> history = new ArrayList<>(List.of(0));
    multistep(walked.stream().skip(2).toList(), stride, total, history, calls);
    return calls;
  }

  /** Three Runge-Kutta steps of four calls, then Adams-Bashforth with their first outputs. */
  static List<PndmCall> rungeKutta(List<Integer> grid, int stride, int total) {
    int half = stride / 2;
    List<PndmCall> calls = new ArrayList<>();
    List<Integer> history = new ArrayList<>();
    for (int step = 0; step < ORDER - 1; step++) {
      int from = grid.get(step);
      int to = grid.get(step + 1);
      int k = calls.size();
      history.add(0, k);
      calls.add(new PndmCall(from, from, from - half, k, Map.of(k, 1.0)));
      calls.add(new PndmCall(to + half, from, to + half, k, Map.of(k + 1, 1.0)));
      calls.add(new PndmCall(to + half, from, to, k, Map.of(k + 2, 1.0)));
      double[] simpson = {1 / 6.0, 1 / 3.0, 1 / 3.0, 1 / 6.0};
      calls.add(new PndmCall(to, from, to, k, weights(simpson, k, k + 1, k + 2, k + 3)));
    }
    multistep(grid.subList(ORDER - 1, grid.size()), stride, total, history, calls);
    return calls;
  }

  private static void multistep(
      List<Integer> times, int stride, int total, List<Integer> history, List<PndmCall> calls) {
    for (int time : times) {
      int k = calls.size();
      history.add(0, k);
      int from = Math.floorMod(time, total); // a trailing timestep of -1 reads the table's end
      double[] adams = ADAMS_BASHFORTH[Math.min(ORDER, history.size()) - 1];
      int[] newest = history.stream().limit(adams.length).mapToInt(i -> i).toArray();
      calls.add(new PndmCall(time, from, time - stride, k, weights(adams, newest)));
    }
  }

  private static Map<Integer, Double> weights(double[] weights, int... calls) {
    ImmutableSortedMap.Builder<Integer, Double> map = ImmutableSortedMap.naturalOrder();
    IntStream.range(0, calls.length).forEach(i -> map.put(calls[i], weights[i]));
    return map.buildOrThrow();
  }
}
