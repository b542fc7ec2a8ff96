package io.github.diffusion4j.golden;

import io.github.diffusion4j.golden.SigmaGrid.Step;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

/**
 * The sigmas of the schedulers that read a table of betas and count in sigma / alpha.
 *
 * @param times the network's, one a step
 * @param sigmas from the start to the end, at least one more
 */
@SuppressWarnings("ArrayRecordComponent")
record DiscreteGrid(SigmaTable table, double[] times, double[] sigmas) {

  static SigmaGrid of(String scheduler, Config config) {
    DiscreteGrid grid = read(config);
    return switch (scheduler) {
      case "HeunDiscreteScheduler" -> grid.heun(config);
      case "KDPM2DiscreteScheduler" -> grid.rounded(config).dpm2(config);
      case "KDPM2AncestralDiscreteScheduler" -> grid.rounded(config).ancestralDpm2(config);
      default -> grid.single(config);
    };
  }

  private static DiscreteGrid read(Config config) {
    checkArguments(config);
    SigmaTable table = SigmaTable.of(config);
    if (config.asks("sigmas")) {
      double[] sigmas = config.askedList("sigmas");
      double[] starts = Arrays.copyOf(sigmas, sigmas.length - 1);
      return new DiscreteGrid(table, networkTimes(config, table, starts), sigmas);
    }
    double[] times = timesteps(config);
    double[] sigmas = interpolated(config, table, times);
    SigmaRamp ramp = SigmaRamp.of(config);
    if (ramp != null) {
      double max = config.has("sigma_max") ? config.number("sigma_max") : sigmas[0];
      double min = config.has("sigma_min") ? config.number("sigma_min") : sigmas[sigmas.length - 1];
      sigmas = ramp.between(max, min, config.inferenceSteps());
      times = Arrays.stream(sigmas).map(table::timestepOf).toArray();
    }
    if (continuous(config)) {
      times = networkTimes(config, table, sigmas);
    }
    return new DiscreteGrid(table, times, append(sigmas, end(config, table)));
  }

  private static void checkArguments(Config config) {
    List<String> asked =
        Stream.of("num_inference_steps", "timesteps", "sigmas").filter(config::asks).toList();
    if (asked.size() != 1) {
      throw new IllegalArgumentException(asked + ": the reference wants exactly one of them");
    }
    if (config.asks("timesteps") && (SigmaRamp.of(config) != null || continuous(config))) {
      throw new IllegalArgumentException(
          "timesteps of one's own: the reference refuses them where sigmas make the timesteps");
    }
  }

  private static double[] timesteps(Config config) {
    if (config.asks("timesteps")) {
      return config.askedList("timesteps");
    }
    int total = config.asks("num_train_timesteps") ? (int) config.asked("num_train_timesteps") : 0;
    return TimestepSpacing.named(config.text("timestep_spacing"))
        .times(
            total > 0 ? total : config.trainingSteps(),
            config.inferenceSteps(),
            config.has("steps_offset") ? (int) config.number("steps_offset") : 0);
  }

  /** The logarithmic interpolation has one sigma more than there are steps, and never reaches 0. */
  private static double[] interpolated(Config config, SigmaTable table, double[] times) {
    String type = config.has("interpolation_type") ? config.text("interpolation_type") : "linear";
    return switch (type) {
      case "linear" -> Arrays.stream(times).map(table::at).toArray();
      case "log_linear" ->
          SigmaRamp.exponential(table.last(), table.first(), config.inferenceSteps() + 1);
      default -> throw new IllegalArgumentException("interpolation_type " + type);
    };
  }

  private static double end(Config config, SigmaTable table) {
    String type = config.has("final_sigmas_type") ? config.text("final_sigmas_type") : "zero";
    return switch (type) {
      case "zero" -> 0;
      case "sigma_min" -> table.first();
      default -> throw new IllegalArgumentException("final_sigmas_type " + type);
    };
  }

  private static boolean continuous(Config config) {
    return config.has("timestep_type")
        && config.text("timestep_type").equals("continuous")
        && config.text("prediction_type").equals("v_prediction");
  }

  private static double[] networkTimes(Config config, SigmaTable table, double[] sigmas) {
    return Arrays.stream(sigmas)
        .map(sigma -> continuous(config) ? 0.25 * Math.log(sigma) : table.timestepOf(sigma))
        .toArray();
  }

  /** DPM2 rounds the times of Karras sigmas, and of no others. */
  private DiscreteGrid rounded(Config config) {
    return SigmaRamp.of(config) == SigmaRamp.KARRAS
        ? new DiscreteGrid(table, Arrays.stream(times).map(Math::rint).toArray(), sigmas)
        : this;
  }

  private SigmaGrid single(Config config) {
    return new SigmaGrid(steps(), sigmas, init(config));
  }

  private SigmaGrid heun(Config config) {
    List<Step> steps = TwoCalls.heun(steps());
    return new SigmaGrid(steps, TwoCalls.held(steps), init(config));
  }

  private SigmaGrid dpm2(Config config) {
    // The midpoint in log sigma.
    return twice(config, step -> Math.sqrt(step.sigma() * step.next()));
  }

  private SigmaGrid ancestralDpm2(Config config) {
    // The midpoint of sigma and the ancestral step's own end, which is the next sigma.
    return twice(config, step -> Math.exp((Math.log(step.sigma()) + Math.log(step.down())) / 2));
  }

  private SigmaGrid twice(Config config, ToDoubleFunction<Step> midpoint) {
    List<Step> steps = new ArrayList<>();
    DoubleStream.Builder held = DoubleStream.builder();
    for (Step step : steps()) {
      double sigma = midpoint.applyAsDouble(step);
      steps.add(step.next() > 0 ? step.withSecond(table.timestepOf(sigma), sigma) : step);
      held.add(step.sigma()).add(step.next());
    }
    return new SigmaGrid(steps, held.add(0).add(0).build().toArray(), init(config));
  }

  private List<Step> steps() {
    List<Step> steps = new ArrayList<>();
    for (int i = 0; i < times.length; i++) {
      steps.add(new Step(times[i], sigmas[i], sigmas[i + 1]));
    }
    return steps;
  }

  private double init(Config config) {
    double max = Arrays.stream(sigmas).max().orElseThrow();
    return config.text("timestep_spacing").equals("leading") ? Math.sqrt(max * max + 1) : max;
  }

  static double[] append(double[] sigmas, double end) {
    double[] all = Arrays.copyOf(sigmas, sigmas.length + 1);
    all[sigmas.length] = end;
    return all;
  }
}
