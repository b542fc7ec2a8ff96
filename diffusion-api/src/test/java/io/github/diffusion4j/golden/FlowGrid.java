package io.github.diffusion4j.golden;

import io.github.diffusion4j.golden.SigmaGrid.Step;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The sigmas of flow matching, x = (1 - s) x0 + s eps. */
final class FlowGrid {
  private FlowGrid() {}

  static SigmaGrid euler(Config config) {
    double[] sigmas = euler(config, starts(config));
    double[] times =
        config.asks("timesteps") ? config.askedList("timesteps") : times(config, sigmas);
    if (config.is("invert_sigmas")) {
      sigmas = Arrays.stream(sigmas).map(sigma -> 1 - sigma).toArray();
      return grid(times(config, sigmas), DiscreteGrid.append(sigmas, 1));
    }
    return grid(times, DiscreteGrid.append(sigmas, 0));
  }

  static SigmaGrid heun(Config config) {
    double[] sigmas = shifted(config, starts(config));
    SigmaGrid plain = grid(times(config, sigmas), DiscreteGrid.append(sigmas, 0));
    List<Step> steps = TwoCalls.heun(plain.steps());
    return new SigmaGrid(steps, TwoCalls.held(steps), 1);
  }

  /** The list before set_timesteps shifts it; the reference's own is shifted already. */
  private static double[] starts(Config config) {
    checkLengths(config);
    double total = config.trainingSteps();
    if (config.asks("sigmas")) {
      return config.askedList("sigmas");
    }
    if (config.asks("timesteps")) {
      return Arrays.stream(config.askedList("timesteps")).map(t -> t / total).toArray();
    }
    double[] ends = {1, 1 / total};
    if (!config.is("use_dynamic_shifting")) {
      ends = shifted(config, ends);
    }
    return Linspace.of(ends[0], ends[1], config.inferenceSteps());
  }

  private static void checkLengths(Config config) {
    List<Integer> lengths = new ArrayList<>();
    if (config.asks("sigmas")) {
      lengths.add(config.askedList("sigmas").length);
    }
    if (config.asks("timesteps")) {
      lengths.add(config.askedList("timesteps").length);
    }
    if (config.asks("num_inference_steps")) {
      lengths.add((int) config.asked("num_inference_steps"));
    }
    if (lengths.stream().distinct().count() != 1) {
      throw new IllegalArgumentException(
          "sigmas, timesteps and steps of lengths %s: the reference wants one length"
              .formatted(lengths));
    }
  }

  private static double[] euler(Config config, double[] starts) {
    double[] sigmas =
        config.is("use_dynamic_shifting") ? dynamic(config, starts) : shifted(config, starts);
    if (config.has("shift_terminal") && config.number("shift_terminal") != 0) {
      double stretch = (1 - sigmas[sigmas.length - 1]) / (1 - config.number("shift_terminal"));
      sigmas = Arrays.stream(sigmas).map(sigma -> 1 - (1 - sigma) / stretch).toArray();
    }
    SigmaRamp ramp = SigmaRamp.of(config);
    return ramp == null
        ? sigmas
        : ramp.between(sigmas[0], sigmas[sigmas.length - 1], sigmas.length);
  }

  // shift s / (1 + (shift - 1) s)
  private static double[] shifted(Config config, double[] sigmas) {
    double shift = config.number("shift");
    return Arrays.stream(sigmas).map(s -> shift * s / (1 + (shift - 1) * s)).toArray();
  }

  // m / (m + 1/s - 1), m = e^mu or mu
  private static double[] dynamic(Config config, double[] sigmas) {
    if (!config.asks("mu")) {
      throw new IllegalArgumentException("no mu: dynamic shifting wants one");
    }
    double mu = config.asked("mu");
    double factor =
        switch (config.text("time_shift_type")) {
          case "exponential" -> Math.exp(mu);
          case "linear" -> mu;
          default ->
              throw new IllegalArgumentException(
                  "time_shift_type " + config.text("time_shift_type"));
        };
    return Arrays.stream(sigmas).map(s -> factor / (factor + (1 / s - 1))).toArray();
  }

  private static double[] times(Config config, double[] sigmas) {
    return Arrays.stream(sigmas).map(sigma -> sigma * config.trainingSteps()).toArray();
  }

  private static SigmaGrid grid(double[] times, double[] sigmas) {
    List<Step> steps = new ArrayList<>();
    for (int i = 0; i < times.length; i++) {
      steps.add(new Step(times[i], sigmas[i], sigmas[i + 1]));
    }
    return new SigmaGrid(steps, sigmas, 1);
  }
}
