package io.github.diffusion4j.train.evaluate;

import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * Confidence intervals by resampling (Efron and Tibshirani, "An Introduction to the Bootstrap",
 * 1993, section 13.3, the standard normal interval): value +- 1.96 standard deviations of the
 * statistic over resamples.
 *
 * <p>Not the percentile interval: a Frechet distance is larger for every resample, in which images
 * occur twice, than for the sample itself.
 *
 * @param resamples at least 2
 * @param seed every long is good; the same seed gives the same intervals
 */
record Bootstrap(int resamples, long seed) {
  static final Bootstrap DEFAULT = new Bootstrap(200, 0);
  private static final double NORMAL_95 = 1.959964;

  /**
   * Of a statistic of n things.
   *
   * @param n at least 1
   * @param statistic takes n indices, some of them several times
   */
  Estimate of(int n, ToDoubleFunction<int[]> statistic) {
    double value = statistic.applyAsDouble(IntStream.range(0, n).toArray());
    SplittableRandom random = new SplittableRandom(seed);
    double sum = 0;
    double squares = 0;
    for (int i = 0; i < resamples; i++) {
      double difference = statistic.applyAsDouble(random.ints(n, 0, n).toArray()) - value;
      sum += difference;
      squares += difference * difference;
    }
    double mean = sum / resamples;
    double deviation = Math.sqrt(Math.max(0, squares / resamples - mean * mean));
    double margin = NORMAL_95 * deviation;
    return new Estimate(value, value - margin, value + margin);
  }

  /** Of a mean. */
  Estimate ofMean(double[] values) {
    return of(
        values.length,
        chosen -> IntStream.of(chosen).mapToDouble(i -> values[i]).average().orElseThrow());
  }

  /** Of a median. */
  Estimate ofMedian(double[] values) {
    return of(
        values.length,
        chosen -> {
          double[] sorted = IntStream.of(chosen).mapToDouble(i -> values[i]).sorted().toArray();
          int middle = sorted.length / 2;
          return sorted.length % 2 == 1
              ? sorted[middle]
              : (sorted[middle - 1] + sorted[middle]) / 2;
        });
  }
}
