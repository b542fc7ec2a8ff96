package io.github.diffusion4j.laws;

/** Says how a law is broken. */
final class Law {
  private Law() {}

  @SuppressWarnings("AnnotateFormatMethod") // formatted only when broken
  static void holds(boolean law, String otherwise, Object... values) {
    if (!law) {
      throw new AssertionError(otherwise.formatted(values));
    }
  }

  static void near(double expected, double actual, double tolerance, String what) {
    holds(
        Math.abs(expected - actual) <= tolerance,
        "%s is %s, not %s within %s",
        what,
        actual,
        expected,
        tolerance);
  }
}
