package io.github.diffusion4j.scheduler;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * The timesteps that a distilled network is asked at: some of those that it was distilled at, k j -
 * 1 for j = 1 to m, "Latent Consistency Models" (2310.04378).
 *
 * @param settings with a list of timesteps or without
 * @param distilled m, the steps of the distillation
 * @param strength the share of them that is used, the cleanest
 */
record DistilledTimes(Settings settings, int distilled, double strength) {

  static DistilledTimes of(Settings s) {
    int total = s.trainingSteps();
    int distilled = distilled(s);
    if (distilled < 1 || distilled > total) {
      throw s.refusal(
          "original_inference_steps", "from 1 to the %d training steps".formatted(total));
    }
    double strength = s.asked("strength", 1);
    if (!(strength > 0 && strength <= 1)) {
      throw s.refusal("strength", "it lies in (0, 1]");
    }
    return new DistilledTimes(s, distilled, strength);
  }

  /** TCD without a number may ask at any training step. */
  private static int distilled(Settings s) {
    if (s.asks("original_inference_steps")) {
      return s.askedWhole("original_inference_steps", 1);
    }
    return s.kind() == SchedulerClass.TCD && !s.has("original_inference_steps")
        ? s.trainingSteps()
        : s.whole("original_inference_steps");
  }

  int[] of(int n) {
    if (settings.asks("timesteps")) {
      return listed(n);
    }
    int k = settings.trainingSteps() / distilled;
    int m = (int) (distilled * strength);
    if (n > m) {
      throw settings.refusal(
          "original_inference_steps",
          "%d steps were asked for, and the network was distilled at %d; ask for fewer"
              .formatted(n, m));
    }
    double stride = (double) m / n;
    return IntStream.range(0, n).map(i -> k * (m - (int) Math.floor(i * stride)) - 1).toArray();
  }

  private int[] listed(int n) {
    double[] times = Given.timesteps(settings, n);
    int kept = (int) (n * strength);
    if (kept == 0) {
      throw settings.refusal("strength", "of %d timesteps it leaves none".formatted(n));
    }
    return Arrays.stream(times).skip(n - kept).mapToInt(t -> (int) t).toArray();
  }
}
