package io.github.diffusion4j.train.evaluate;

import java.util.Locale;

/**
 * A measured number and how far chance may have moved it.
 *
 * @param value measured
 * @param low lower end of the 95 % confidence interval
 * @param high upper end
 */
public record Estimate(double value, double low, double high) {

  /** A number that chance has no part in, or whose part is not known. */
  static Estimate exactly(double value) {
    return new Estimate(value, value, value);
  }

  /** Half the width of the interval. */
  double margin() {
    return (high - low) / 2;
  }

  /** Such as 3.41 ± 0.84. */
  @Override
  public String toString() {
    double size = Math.abs(value);
    String number = size < 2 ? "%.3f" : size < 20 ? "%.2f" : "%.1f";
    return margin() == 0
        ? String.format(Locale.ROOT, number, value)
        : String.format(Locale.ROOT, number + " ± " + number, value, margin());
  }
}
