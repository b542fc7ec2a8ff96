package io.github.diffusion4j.golden;

import io.github.diffusion4j.golden.SigmaGrid.Second;
import io.github.diffusion4j.golden.SigmaGrid.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;

/** Heun's grid: every step but the last asks the network again where it ends. */
final class TwoCalls {
  private TwoCalls() {}

  static List<Step> heun(List<Step> steps) {
    List<Step> twice = new ArrayList<>();
    for (int i = 0; i < steps.size(); i++) {
      Step step = steps.get(i);
      twice.add(
          i + 1 < steps.size() ? step.withSecond(steps.get(i + 1).time(), step.next()) : step);
    }
    return twice;
  }

  /** One sigma a call, then the end. */
  static double[] held(List<Step> steps) {
    DoubleStream.Builder held = DoubleStream.builder();
    for (Step step : steps) {
      held.add(step.sigma());
      Second second = step.second();
      if (second != null) {
        held.add(second.sigma());
      }
    }
    return held.add(steps.get(steps.size() - 1).next()).build().toArray();
  }
}
