package io.github.diffusion4j.tensor;

/**
 * The values a model's samples lie in, and how they become colours: low is 0, high is 255, what
 * lies outside is clipped.
 *
 * @param low the value of black
 * @param high the value of full intensity, above low
 */
public record ValueRange(float low, float high) {

  /** From -1 to 1, which most diffusion models use. */
  public static final ValueRange SYMMETRIC = new ValueRange(-1, 1);

  /**
   * Checks the ends.
   *
   * @param low the value of black
   * @param high the value of full intensity, above low
   * @throws IllegalArgumentException unless both are finite and low is below high
   */
  public ValueRange {
    if (!(low < high && Float.isFinite(low) && Float.isFinite(high))) {
      throw new IllegalArgumentException(
          "value range %s to %s: two finite numbers, the lower first, such as -1 and 1"
              .formatted(low, high));
    }
  }

  /**
   * The colour of a value.
   *
   * @param value any; NaN is black
   * @return 0 to 255, rounded to the nearest
   */
  public int toByte(float value) {
    double share = ((double) value - low) / ((double) high - low);
    return (int) Math.floor(Math.max(0, Math.min(1, share)) * 255 + 0.5);
  }

  /**
   * The value of a colour.
   *
   * @param colour 0 to 255, whole or between, as where transparency was laid onto a background
   * @return from low to high
   */
  public float fromByte(double colour) {
    return (float) (low + colour * ((double) high - low) / 255);
  }
}
