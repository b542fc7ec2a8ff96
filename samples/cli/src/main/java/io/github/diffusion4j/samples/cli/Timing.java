package io.github.diffusion4j.samples.cli;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;

/** How long work takes. */
final class Timing {
  private static final double NANOS_A_MILLISECOND = 1e6;

  private Timing() {}

  static double milliseconds(Runnable work) {
    long start = System.nanoTime();
    work.run();
    return (System.nanoTime() - start) / NANOS_A_MILLISECOND;
  }

  /**
   * What work gives, again and again until the time is over, once at least; that of the first third
   * is dropped, since it warms up.
   */
  static <T> List<T> repeat(Duration time, Supplier<T> work) {
    long start = System.nanoTime();
    do {
      T unused = work.get();
    } while (System.nanoTime() - start < time.toNanos() / 3);
    List<T> results = new ArrayList<>();
    do {
      results.add(work.get());
    } while (System.nanoTime() - start < time.toNanos());
    return results;
  }

  /** Which half of them lie below: whatever disturbs a few does not count. */
  static <T> double median(Collection<T> results, ToDoubleFunction<T> of) {
    return results.stream().mapToDouble(of).sorted().toArray()[results.size() / 2];
  }
}
