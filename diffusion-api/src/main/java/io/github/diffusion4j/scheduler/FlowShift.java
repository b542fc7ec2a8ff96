package io.github.diffusion4j.scheduler;

import java.util.Arrays;

/**
 * The shift of flow matching towards noise, "Scaling Rectified Flow Transformers" (2403.03206),
 * equation 23: sigma = shift u / (1 + (shift - 1) u).
 *
 * @param factor above 0; 1 is none
 */
record FlowShift(double factor) {

  /** As the field says, or, where it is dynamic, as the argument mu says, exp(mu) or mu. */
  static FlowShift of(Settings s, String field) {
    boolean dynamic = s.is("use_dynamic_shifting");
    double shift = s.numberAbove(0, field);
    boolean exponential =
        !s.has("time_shift_type")
            || s.choice("time_shift_type", "exponential", "linear").equals("exponential");
    if (!dynamic && (s.asks("mu") || s.asks("image_seq_len"))) {
      throw s.refusal(
          s.asks("mu") ? "mu" : "image_seq_len",
          "use_dynamic_shifting is false, so that the shift is " + shift + "; leave it out");
    }
    if (!dynamic || !(s.asks("mu") || s.asks("image_seq_len"))) {
      return new FlowShift(shift);
    }
    double mu = s.asks("mu") ? s.asked("mu") : ofLength(s);
    if (!exponential && !(mu > 0)) {
      throw s.refusal("mu", "with time_shift_type = linear it is above 0");
    }
    return new FlowShift(exponential ? Math.exp(mu) : mu);
  }

  /** Linear in the number of image tokens. */
  private static double ofLength(Settings s) {
    double from = s.number("base_image_seq_len");
    double slope =
        (s.number("max_shift") - s.number("base_shift")) / (s.number("max_image_seq_len") - from);
    return s.number("base_shift") + slope * (s.asked("image_seq_len") - from);
  }

  /** Refuses dynamic shifting that does not know how far. */
  static void checkKnown(Settings s) {
    if (s.is("use_dynamic_shifting") && !s.asks("mu") && !s.asks("image_seq_len")) {
      throw s.refusal(
          "use_dynamic_shifting",
          "the shift depends on the image; give the argument mu, or image_seq_len, the number of image tokens");
    }
  }

  /** Stretched, so that the last sigma is the one that {@code shift_terminal} says. */
  static double[] stretched(Settings s, double[] sigmas) {
    if (!s.has("shift_terminal") || s.number("shift_terminal") == 0) {
      return sigmas;
    }
    double last = s.numberBetween(0, 1, "shift_terminal");
    double stretch = (1 - sigmas[sigmas.length - 1]) / (1 - last);
    if (stretch == 0) {
      throw s.refusal(
          "shift_terminal", "the only sigma is 1 and cannot be stretched; ask for 2 steps or more");
    }
    return Arrays.stream(sigmas).map(sigma -> 1 - (1 - sigma) / stretch).toArray();
  }

  double[] of(double[] sigmas) {
    return Arrays.stream(sigmas).map(u -> factor * u / (1 + (factor - 1) * u)).toArray();
  }

  /** The u of a sigma. */
  double before(double sigma) {
    return sigma / (factor - (factor - 1) * sigma);
  }
}
