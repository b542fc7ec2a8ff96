package io.github.diffusion4j.golden;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * One step of the reference's samplers for distilled networks, LCM (2310.04378) and TCD
 * (2402.19159).
 *
 * @param time the timestep it starts at
 * @param next the timestep whose noise it ends with
 * @param lands where TCD's denoiser lands, at or below next; for LCM next itself
 * @param draws whether it draws noise
 */
record DistilledStep(int time, int next, int lands, boolean draws) {

  /**
   * The last step draws nothing; where strength cuts a custom list, it does, and stays in place.
   */
  static List<DistilledStep> lcm(Config config) {
    int[] times = times(config);
    int asked = asked(config);
    return IntStream.range(0, times.length)
        .mapToObj(
            i -> {
              int next = i + 1 < times.length ? times[i + 1] : times[i];
              return new DistilledStep(times[i], next, next, i != asked - 1);
            })
        .toList();
  }

  /** Ends at timestep 0, not at the clean sample. Clipping is not done, whatever is asked. */
  static List<DistilledStep> tcd(Config config) {
    int[] times = times(config);
    int asked = asked(config);
    double gamma = config.stepArgument("eta", 0.3);
    DpmRefusals.refuse(!(gamma >= 0 && gamma <= 1), "eta = " + gamma + " outside 0 to 1");
    return IntStream.range(0, times.length)
        .mapToObj(
            i -> {
              int next = i + 1 < times.length ? times[i + 1] : 0;
              int lands = (int) Math.floor((1 - gamma) * next);
              return new DistilledStep(times[i], next, lands, gamma > 0 && i != asked - 1);
            })
        .toList();
  }

  /** How many steps are asked for, before strength cuts a custom list. */
  private static int asked(Config config) {
    return config.asks("timesteps")
        ? config.askedList("timesteps").length
        : (int) config.asked("num_inference_steps");
  }

  private static int[] times(Config config) {
    double strength = config.asks("strength") ? config.asked("strength") : 1;
    int total = config.trainingSteps();
    int distilled =
        (int)
            (config.asks("original_inference_steps")
                ? config.asked("original_inference_steps")
                : config.number("original_inference_steps"));
    DpmRefusals.refuse(
        distilled > total, distilled + " steps of distillation of " + total + " of training");
    int n = asked(config);
    if (config.asks("timesteps")) {
      return custom(config.askedList("timesteps"), (int) (n * strength), total);
    }
    // k j - 1, j = 1..m, the first steps of the distillation; of these n, from the noisiest
    int k = total / distilled;
    int m = (int) (distilled * strength);
    DpmRefusals.refuse(n > m || n > distilled, n + " steps of " + m + " of the distillation");
    double stride = (double) m / n;
    return IntStream.range(0, n).map(i -> k * (m - (int) Math.floor(i * stride)) - 1).toArray();
  }

  private static int[] custom(double[] times, int kept, int total) {
    for (int i = 1; i < times.length; i++) {
      DpmRefusals.refuse(times[i] >= times[i - 1], "timesteps that do not fall");
    }
    DpmRefusals.refuse(times[0] >= total, "timestep " + times[0] + " of " + total);
    int first = Math.max(times.length - Math.min(kept, times.length), 0);
    return Arrays.stream(times).skip(first).mapToInt(t -> (int) t).toArray();
  }
}
