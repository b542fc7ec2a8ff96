package io.github.diffusion4j.scheduler;

import java.util.Arrays;
import java.util.stream.IntStream;

/** The sigmas of flow matching in DPM-Solver, UniPC and DEIS, falling, without the end. */
final class DpmFlow {
  private static final double NEAR_ONE = 1e-6;

  private DpmFlow() {}

  static FlowShift shift(Settings s) {
    if (s.kind() == SchedulerClass.UNI_PC) {
      FlowShift.checkKnown(s);
    } else if (s.asks("mu") && !s.text("time_shift_type").equals("exponential")) {
      throw s.refusal("time_shift_type", "with mu it is exponential in this scheduler");
    }
    return FlowShift.of(s, "flow_shift");
  }

  /** From the shifted 1 - 1/T, evenly to 0, which is left out. */
  static double[] sigmas(Settings s, int n) {
    double[] even = evenlyFromOne(s.trainingSteps(), n);
    double[] places = IntStream.range(0, n).mapToDouble(i -> 1 - even[n - i]).toArray();
    return shift(s).of(places);
  }

  /** Those of UniPC: from 1 evenly to 1/T, which is left out, or as given; shifted, stretched. */
  static double[] unipcSigmas(Settings s, int n) {
    double[] plain = Arrays.copyOf(evenlyFromOne(s.trainingSteps(), n), n);
    if (s.asks("sigmas")) {
      plain = s.askedList("sigmas");
      Given.checkLength(s, "sigmas", plain.length, n);
    }
    double[] sigmas = FlowShift.stretched(s, shift(s).of(plain));
    if (Math.abs(sigmas[0] - 1) < NEAR_ONE) {
      sigmas[0] -= NEAR_ONE; // alpha is not 0
    }
    return sigmas;
  }

  /** n + 1 places from 1 to 1/T. */
  private static double[] evenlyFromOne(int total, int n) {
    double stride = (1.0 / total - 1) / n;
    return IntStream.rangeClosed(0, n)
        .mapToDouble(i -> i == n ? 1.0 / total : i * stride + 1)
        .toArray();
  }
}
