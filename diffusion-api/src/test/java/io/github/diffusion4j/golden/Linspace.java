package io.github.diffusion4j.golden;

import java.util.stream.IntStream;

/** Even points, both ends included; one point is the start. */
final class Linspace {
  private Linspace() {}

  static double[] of(double start, double end, int points) {
    double stride = points > 1 ? (end - start) / (points - 1) : 0;
    return IntStream.range(0, points)
        .mapToDouble(i -> i > 0 && i == points - 1 ? end : start + i * stride)
        .toArray();
  }
}
