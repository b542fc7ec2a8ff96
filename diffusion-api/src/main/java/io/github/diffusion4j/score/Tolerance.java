package io.github.diffusion4j.score;

/**
 * The error of one step that a solver accepts, per component.
 *
 * @param absolute above 0
 * @param relative to the component, at least 0
 */
record Tolerance(double absolute, double relative) {
  Tolerance {
    if (!(absolute >= 1e-9 && absolute <= 1 && relative >= 0 && relative <= 1)) {
      throw new IllegalArgumentException(
          "tolerance %s absolute, %s relative: the first from 1e-9 to 1, the second from 0 to 1, such as 1e-5 both"
              .formatted(absolute, relative));
    }
  }

  /** The root mean square of errors in units of what is accepted: up to 1 is good. */
  double norm(double[] error, double[] before, double[] after) {
    double sum = 0;
    for (int i = 0; i < error.length; i++) {
      double scale = absolute + relative * Math.max(Math.abs(before[i]), Math.abs(after[i]));
      sum += error[i] / scale * (error[i] / scale);
    }
    return Math.sqrt(sum / error.length);
  }
}
