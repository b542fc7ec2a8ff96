package io.github.diffusion4j.samples.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;

/**
 * Times two pieces of work in turn, so that whatever else the machine does meets both alike. What
 * is told is the median over the pairs.
 *
 * @param all one a round
 */
record Pairs(List<Pair> all) {
  private static final int LEAST = 15;

  /** Works in turn, as {@link #of}. */
  static Pairs inTurn(Runnable first, Runnable second, Duration time) {
    return of(() -> new Pair(nanos(first), nanos(second)), time);
  }

  /**
   * Takes pairs until the time is over; the first third of it only warms up. Where pairs are long,
   * it takes longer: of a few, the median says little.
   */
  static Pairs of(Supplier<Pair> pair, Duration time) {
    long start = System.nanoTime();
    do {
      Pair unused = pair.get();
    } while (System.nanoTime() - start < time.toNanos() / 3);
    List<Pair> pairs = new ArrayList<>();
    while (pairs.size() < LEAST || System.nanoTime() - start < time.toNanos()) {
      pairs.add(pair.get());
    }
    return new Pairs(pairs);
  }

  static long nanos(Runnable work) {
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
        Locale.ROOT, "%.3f to %.3f", quantile(0.25, Pair::ratio), quantile(0.75, Pair::ratio));
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
