package io.github.diffusion4j.scheduler;

import java.util.stream.IntStream;

/** Evenly spaced numbers, computed in the order of numpy's linspace. */
final class Linspace {
  private Linspace() {}

  /** Both ends included; one point is the start. */
  static double[] of(double start, double end, int points) {
    double stride = points > 1 ? (end - start) / (points - 1) : 0;
    return IntStream.range(0, points)
        .mapToDouble(i -> i > 0 && i == points - 1 ? end : start + i * stride)
        .toArray();
  }
}
