package io.github.diffusion4j.samples.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * Times two pieces of work in turn, so that whatever else the machine does meets both alike. What
 * is told is the median over the pairs.
 *
 * @param all one a round
 */
record Pairs(List<Pair> all) {
  private static final int LEAST = 11;

  /**
   * Warms both up for a third of the time, then measures for the rest, and 11 pairs at least. Who
   * goes first changes from pair to pair.
   */
  static Pairs measure(Runnable first, Runnable second, Duration time) {
    long warm = System.nanoTime() + time.toNanos() / 3;
    do {
      first.run();
      second.run();
    } while (System.nanoTime() < warm);
    long end = warm + time.toNanos() * 2 / 3;
    List<Pair> pairs = new ArrayList<>();
    while (pairs.size() < LEAST || System.nanoTime() < end) {
      if (pairs.size() % 2 == 0) {
        long took = nanos(first);
        pairs.add(new Pair(took, nanos(second)));
      } else {
        long took = nanos(second);
        pairs.add(new Pair(nanos(first), took));
      }
    }
    return new Pairs(pairs);
  }

  private static long nanos(Runnable work) {
    long start = System.nanoTime();
    work.run();
    return System.nanoTime() - start;
  }

  /** How much longer the first takes than the second. */
  double ratio() {
    return quantile(0.5, Pair::ratio);
  }

  /** The middle half of the ratios. */
  String spread() {
    return String.format(
        java.util.Locale.ROOT,
        "%.3f to %.3f",
        quantile(0.25, Pair::ratio),
        quantile(0.75, Pair::ratio));
  }

  /** In microseconds. */
  double first() {
    return quantile(0.5, Pair::first) / 1e3;
  }

  /** In microseconds. */
  double second() {
    return quantile(0.5, Pair::second) / 1e3;
  }

  /** The first less the second, in microseconds. */
  double difference() {
    return quantile(0.5, pair -> pair.first() - pair.second()) / 1e3;
  }

  private double quantile(double share, ToDoubleFunction<Pair> of) {
    double[] sorted = all.stream().mapToDouble(of).toArray();
    Arrays.sort(sorted);
    return sorted[(int) Math.round(share * (sorted.length - 1))];
  }

  /**
   * One round, in nanoseconds.
   *
   * @param first of the first work
   * @param second of the second
   */
  record Pair(long first, long second) {
    double ratio() {
      return (double) first / second;
    }
  }
}
