package io.github.diffusion4j.scheduler;

import io.github.diffusion4j.model.Parameterization;
import io.github.diffusion4j.plan.Thresholding;
import io.github.diffusion4j.schedule.NoiseSchedule;
import java.util.Arrays;
import java.util.stream.IntStream;

/** What the schedulers with a table of betas have in common. */
final class Tables {
  private Tables() {}

  /** The schedule; timestep t, counted from 0, is its time t + 1. */
  static NoiseSchedule schedule(Settings s) {
    NoiseSchedule schedule = plain(s);
    if (schedule.steps() != s.trainingSteps()) {
      throw s.refusal(
          "num_train_timesteps",
          "trained_betas has %d numbers; the two must agree".formatted(schedule.steps()));
    }
    return s.is("rescale_betas_zero_snr") ? NoiseSchedule.zeroTerminalSnr(schedule) : schedule;
  }

  private static NoiseSchedule plain(Settings s) {
    if (s.has("trained_betas")) {
      return NoiseSchedule.ofBetas(trained(s));
    }
    int steps = s.trainingSteps();
    double start = s.numberBetween(0, 1, "beta_start");
    double end = s.numberBetween(0, 1, "beta_end");
    String name =
        s.choice(
            "beta_schedule",
            "linear",
            "scaled_linear",
            "squaredcos_cap_v2",
            "sigmoid",
            "laplace",
            "exp");
    return switch (name) {
      case "linear" -> NoiseSchedule.linear(steps, start, end);
      case "scaled_linear" -> NoiseSchedule.scaledLinear(steps, start, end);
      case "sigmoid" -> NoiseSchedule.sigmoid(steps, start, end);
      case "squaredcos_cap_v2" -> NoiseSchedule.cosine(steps);
      case "exp" -> NoiseSchedule.exponentialAlphaBar(steps);
      default -> NoiseSchedule.ofBetas(laplaceBetas(steps));
    };
  }

  private static double[] trained(Settings s) {
    double[] betas = s.list("trained_betas");
    if (betas.length == 0 || Arrays.stream(betas).anyMatch(beta -> !(beta > 0 && beta < 1))) {
      throw s.refusal(
          "trained_betas", "every beta lies between 0 and 1, and there is at least one");
    }
    return betas;
  }

  private static double[] laplaceBetas(int steps) {
    return IntStream.range(0, steps)
        .mapToDouble(i -> 1 - laplace((i + 1.0) / steps) / laplace((double) i / steps))
        .map(beta -> Math.min(beta, 0.999))
        .toArray();
  }

  // alpha-bar(u)^2 = snr / (1 + snr), snr = exp(lambda), lambda by a Laplace quantile of scale 1/2
  private static double laplace(double u) {
    double lambda = -0.5 * Math.copySign(1, 0.5 - u) * Math.log(1 - 2 * Math.abs(0.5 - u) + 1e-6);
    double snr = Math.exp(lambda);
    return Math.sqrt(snr / (1 + snr));
  }

  /** What the network predicts, where that is epsilon, x0 or v. */
  static Parameterization parameterization(Settings s) {
    return switch (s.choice("prediction_type", "epsilon", "sample", "v_prediction")) {
      case "epsilon" -> Parameterization.EPSILON;
      case "sample" -> Parameterization.X0;
      default -> Parameterization.V;
    };
  }

  /** Thresholding or else clipping, as the configuration says. */
  static Thresholding thresholding(Settings s) {
    if (s.is("thresholding")) {
      double ratio = s.numberAbove(0, "dynamic_thresholding_ratio");
      if (ratio > 1) {
        throw s.refusal("dynamic_thresholding_ratio", "a share of the values, at most 1");
      }
      return Thresholding.dynamicThreshold(ratio, s.numberAbove(0, "sample_max_value"));
    }
    return s.is("clip_sample")
        ? Thresholding.clip(s.has("clip_sample_range") ? s.numberAbove(0, "clip_sample_range") : 1)
        : Thresholding.none();
  }
}
