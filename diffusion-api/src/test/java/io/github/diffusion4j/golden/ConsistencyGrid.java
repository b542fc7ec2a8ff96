package io.github.diffusion4j.golden;

import io.github.diffusion4j.golden.SigmaGrid.Step;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** The sigmas of consistency models; the network's time is 250 log(sigma). */
final class ConsistencyGrid {
  private ConsistencyGrid() {}

  static SigmaGrid of(Config config) {
    double max = config.number("sigma_max");
    double min = config.number("sigma_min");
    double[] ramp =
        Arrays.stream(places(config)).map(k -> k / (config.trainingSteps() - 1)).toArray();
    double[] sigmas =
        DiscreteGrid.append(SigmaRamp.karras(max, min, config.number("rho"), ramp), min);
    List<Step> steps = new ArrayList<>();
    for (int i = 0; i < ramp.length; i++) {
      double next = Math.min(Math.max(sigmas[i + 1], min), max);
      steps.add(new Step(250 * Math.log(sigmas[i]), sigmas[i], next));
    }
    return new SigmaGrid(steps, sigmas, max);
  }

  /** Indices of the training grid, ascending, which is towards smaller sigmas. */
  private static double[] places(Config config) {
    int total = config.trainingSteps();
    if (!config.asks("timesteps")) {
      int steps = config.inferenceSteps();
      if (steps > total) {
        throw new IllegalArgumentException(
            "%d steps: the training grid has %d".formatted(steps, total));
      }
      int stride = total / steps;
      return IntStream.range(0, steps).mapToDouble(i -> i * (double) stride).toArray();
    }
    double[] descending = config.askedList("timesteps");
    int last = descending.length - 1;
    double[] ascending =
        IntStream.rangeClosed(0, last).mapToDouble(i -> descending[last - i]).toArray();
    if (ascending[last] >= total
        || IntStream.range(0, last).anyMatch(i -> ascending[i] >= ascending[i + 1])) {
      throw new IllegalArgumentException(
          "timesteps %s: strictly falling, the first below %d"
              .formatted(Arrays.toString(descending), total));
    }
    return ascending;
  }
}
