package io.github.diffusion4j.golden;

import io.github.diffusion4j.golden.SigmaGrid.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** The sigmas of EDM's Euler; the network's time is log(sigma) / 4. */
final class EdmGrid {
  private EdmGrid() {}

  static SigmaGrid of(Config config) {
    double max = config.number("sigma_max");
    double min = config.number("sigma_min");
    // A list of sigmas is taken for the ramp from 0 to 1.
    double[] ramp =
        config.asks("sigmas")
            ? config.askedList("sigmas")
            : Linspace.of(0, 1, config.inferenceSteps());
    double[] sigmas =
        switch (config.text("sigma_schedule")) {
          case "karras" -> SigmaRamp.karras(max, min, config.number("rho"), ramp);
          case "exponential" -> falling(SigmaRamp.exponential(min, max, ramp.length));
          default ->
              throw new IllegalArgumentException("sigma_schedule " + config.text("sigma_schedule"));
        };
    double end =
        switch (config.text("final_sigmas_type")) {
          case "zero" -> 0;
          case "sigma_min" -> sigmas[sigmas.length - 1];
          default ->
              throw new IllegalArgumentException(
                  "final_sigmas_type " + config.text("final_sigmas_type"));
        };
    double[] all = DiscreteGrid.append(sigmas, end);
    List<Step> steps = new ArrayList<>();
    for (int i = 0; i < sigmas.length; i++) {
      steps.add(new Step(0.25 * Math.log(sigmas[i]), all[i], all[i + 1]));
    }
    return new SigmaGrid(steps, all, Math.sqrt(max * max + 1));
  }

  /** Written from the smallest: a single one is the smallest. */
  private static double[] falling(double[] rising) {
    int last = rising.length - 1;
    return IntStream.rangeClosed(0, last).mapToDouble(i -> rising[last - i]).toArray();
  }
}
