package io.github.diffusion4j.scheduler;

/** Timesteps and sigmas that are given one by one. */
final class Given {
  private Given() {}

  /** One timestep a step, falling, within the training steps. */
  static double[] timesteps(Settings s, int steps) {
    double[] times = s.askedList("timesteps");
    checkLength(s, "timesteps", times.length, steps);
    for (int i = 0; i < times.length; i++) {
      if (i > 0 && !(times[i] < times[i - 1])) {
        throw s.refusal(
            "timesteps", "%s is not below %s; they fall".formatted(times[i], times[i - 1]));
      }
    }
    if (!(times[0] < s.trainingSteps() && times[times.length - 1] >= 0)) {
      throw s.refusal("timesteps", "they lie between %d and 0".formatted(s.trainingSteps() - 1));
    }
    return times;
  }

  /** One sigma a step and the end, falling. */
  static double[] sigmas(Settings s, int steps) {
    double[] sigmas = s.askedList("sigmas");
    checkLength(s, "sigmas", sigmas.length - 1, steps);
    for (int i = 1; i < sigmas.length; i++) {
      if (!(sigmas[i] < sigmas[i - 1] && sigmas[i] >= 0)) {
        throw s.refusal(
            "sigmas",
            "%s after %s; they fall, and the last one, the end, is at least 0"
                .formatted(sigmas[i], sigmas[i - 1]));
      }
    }
    return sigmas;
  }

  static void checkLength(Settings s, String argument, int length, int steps) {
    if (length != steps) {
      throw s.refusal(
          argument,
          "it is for %d steps, and %d were asked for; ask for %d".formatted(length, steps, length));
    }
  }
}
