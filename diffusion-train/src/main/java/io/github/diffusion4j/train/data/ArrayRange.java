package io.github.diffusion4j.train.data;

import io.github.diffusion4j.tensor.ValueRange;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The least and the largest of many values, and whether they fit a range.
 *
 * @param least infinite where there is no value
 * @param largest minus infinity where there is none
 */
record ArrayRange(float least, float largest) {
  /** Values that all lie in so small a part of the range that was said are of another. */
  private static final double SMALL_PART = 0.02;

  private static final List<ValueRange> USUAL =
      List.of(
          new ValueRange(0, 1),
          ValueRange.SYMMETRIC,
          new ValueRange(0, 255),
          new ValueRange(0, 65_535));

  static ArrayRange of(float[] values) {
    float least = Float.POSITIVE_INFINITY;
    float largest = Float.NEGATIVE_INFINITY;
    for (float value : values) {
      if (Float.isFinite(value)) {
        least = Math.min(least, value);
        largest = Math.max(largest, value);
      }
    }
    return new ArrayRange(least, largest);
  }

  ArrayRange and(ArrayRange other) {
    return new ArrayRange(Math.min(least, other.least), Math.max(largest, other.largest));
  }

  /**
   * Whether they are all nearly one colour of the range that was said. Values that are all equal
   * tell nothing.
   */
  boolean isSmallPartOf(ValueRange said) {
    return least < largest && (double) largest - least < SMALL_PART * width(said);
  }

  /** That these are values of another range, and of which. */
  IllegalArgumentException refusal(Object what, ValueRange said) {
    String cure =
        usual()
            .map(
                range ->
                    String.format(
                        Locale.ROOT, ", such as --range %.0f,%.0f", range.low(), range.high()))
            .orElse("");
    return new IllegalArgumentException(
        "%s: its values lie from %s to %s, not as said from %s to %s; name their range%s"
            .formatted(what, least, largest, said.low(), said.high(), cure));
  }

  boolean contains(ValueRange said) {
    return said.low() <= least && largest <= said.high();
  }

  /** The first of the usual ranges that holds all values. */
  private Optional<ValueRange> usual() {
    return USUAL.stream().filter(this::contains).findFirst();
  }

  private static double width(ValueRange range) {
    return (double) range.high() - range.low();
  }
}
