package io.github.diffusion4j.golden;

import java.util.Optional;

/**
 * What became of a trajectory.
 *
 * @param error of the double loop against the reference; infinite where there is no plan
 * @param complaint what is wrong, if anything is
 */
record Verdict(double error, Optional<String> complaint) {

  static Verdict of(GoldenFile file, GoldenFile.Case reference) {
    Replay replay;
    double inFloat;
    double error;
    try {
      replay = Replay.of(file, reference);
      error = replay.worst();
      inFloat = replay.worstInFloat();
    } catch (RuntimeException refused) { // a refusal, or a field that is missing or odd
      return new Verdict(Double.POSITIVE_INFINITY, Optional.of(refused.toString()));
    }
    if (!(error <= GoldenCheck.TOLERANCE)) {
      return new Verdict(error, Optional.of("off by " + error));
    }
    return new Verdict(
        error,
        inFloat <= file.floatTolerance()
            ? Optional.empty()
            : Optional.of(
                "float and double differ by %.2g, more than %.2g"
                    .formatted(inFloat, file.floatTolerance())));
  }
}
