package io.github.diffusion4j.scheduler;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/**
 * The sigmas of the schedulers that read a table of betas and count in s = sigma / alpha.
 *
 * @param times what the network is given, one per step
 * @param sigmas from the start to the end, at least one more than times
 */
@SuppressWarnings("ArrayRecordComponent")
record DiscreteGrid(Settings settings, SigmaTable table, double[] times, double[] sigmas) {

  /** Refuses what can be refused whatever the number of steps. */
  static void check(Settings s) {
    Optional<SigmaCurve> curve = SigmaCurve.of(s);
    TimestepSpacing.of(s);
    if (s.asks("timesteps") && s.asks("sigmas")) {
      throw s.refusal("timesteps", "together with sigmas; give one of them");
    }
    if (s.asks("timesteps") && (curve.isPresent() || isContinuous(s))) {
      throw s.refusal(
          "timesteps",
          "%s makes the timesteps from sigmas; leave one out"
              .formatted(curve.map(SigmaCurve::field).orElse("timestep_type = continuous")));
    }
    endsAtZero(s);
    s.whole("steps_offset");
    s.askedWhole("num_train_timesteps", 1);
    if (s.has("sigma_min") && s.has("sigma_max")) {
      s.numberAbove(s.numberAbove(0, "sigma_min"), "sigma_max");
    }
    if (s.has("interpolation_type")) {
      s.choice("interpolation_type", "linear", "log_linear");
    }
  }

  static DiscreteGrid of(Settings s, SigmaTable table, int steps) {
    if (s.asks("sigmas")) {
      double[] sigmas = Given.sigmas(s, steps);
      double[] starts = Arrays.copyOf(sigmas, steps);
      return new DiscreteGrid(s, table, timesOf(starts, table), sigmas);
    }
    double[] times = s.asks("timesteps") ? Given.timesteps(s, steps) : spaced(s, steps);
    double[] sigmas = interpolated(s, table, times, steps);
    Optional<SigmaCurve> curve = SigmaCurve.of(s);
    if (curve.isPresent()) {
      double max = s.has("sigma_max") ? s.numberAbove(0, "sigma_max") : sigmas[0];
      double min = s.has("sigma_min") ? s.numberAbove(0, "sigma_min") : sigmas[sigmas.length - 1];
      sigmas = curve.get().between(max, min, steps);
      times = timesOf(sigmas, table);
    }
    return new DiscreteGrid(s, table, times, append(sigmas, end(s, table)));
  }

  private static double[] spaced(Settings s, int steps) {
    int total = s.askedWhole("num_train_timesteps", s.trainingSteps());
    return TimestepSpacing.of(s).times(total, total, steps, s.whole("steps_offset"));
  }

  /** The logarithmic interpolation has one sigma more than there are steps, and never reaches 0. */
  private static double[] interpolated(Settings s, SigmaTable table, double[] times, int steps) {
    boolean linear = !s.has("interpolation_type") || s.text("interpolation_type").equals("linear");
    return linear
        ? Arrays.stream(times).map(table::at).toArray()
        : SigmaCurve.exponential(table.last(), table.first(), steps + 1);
  }

  private static double end(Settings s, SigmaTable table) {
    return endsAtZero(s) ? 0 : table.first();
  }

  private static boolean endsAtZero(Settings s) {
    return !s.has("final_sigmas_type")
        || s.choice("final_sigmas_type", "zero", "sigma_min").equals("zero");
  }

  /** Whether the network is given ln(s) / 4 in place of a timestep. */
  static boolean isContinuous(Settings s) {
    return s.has("timestep_type")
        && s.choice("timestep_type", "discrete", "continuous").equals("continuous")
        && s.text("prediction_type").equals("v_prediction");
  }

  private static double[] timesOf(double[] sigmas, SigmaTable table) {
    return Arrays.stream(sigmas).map(table::timestepOf).toArray();
  }

  List<Step> single() {
    return Step.between(times, sigmas);
  }

  List<Step> dpm2() {
    // The midpoint in log sigma.
    return twice(step -> Math.sqrt(step.sigma() * step.next()));
  }

  List<Step> ancestralDpm2() {
    // The midpoint, in log sigma, of the way down.
    return twice(step -> Math.exp((Math.log(step.sigma()) + Math.log(step.down())) / 2));
  }

  /** DPM2 rounds the timesteps of Karras sigmas, and of no others. */
  private List<Step> twice(ToDoubleFunction<Step> midpoint) {
    boolean rounds = SigmaCurve.of(settings).equals(Optional.of(SigmaCurve.KARRAS));
    double[] told = rounds ? Arrays.stream(times).map(Math::rint).toArray() : times;
    List<Step> steps = new ArrayList<>();
    for (Step step : Step.between(told, sigmas)) {
      double sigma = midpoint.applyAsDouble(step);
      steps.add(step.next() > 0 ? step.withMiddle(table.timestepOf(sigma), sigma) : step);
    }
    return steps;
  }

  /** What N(0, 1) is multiplied by, for x = x0 + s epsilon. */
  double startSigma() {
    double max = Arrays.stream(sigmas).max().orElseThrow();
    return TimestepSpacing.of(settings) == TimestepSpacing.LEADING ? Math.sqrt(max * max + 1) : max;
  }

  static double[] append(double[] sigmas, double end) {
    double[] all = Arrays.copyOf(sigmas, sigmas.length + 1);
    all[sigmas.length] = end;
    return all;
  }
}
