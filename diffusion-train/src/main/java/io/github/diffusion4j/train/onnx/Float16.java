package io.github.diffusion4j.train.onnx;

/**
 * Numbers of 16 bits: sign, 5 of exponent, 10 of fraction (IEEE 754-2019, binary16, section 3.4). A
 * number of exponent e in [-14, 15] is a whole number of 2^(e - 10); below 2^-14 they are evenly
 * spaced.
 */
final class Float16 {
  /** The largest number: (2 - 2^-10) 2^15. */
  static final float MAX = 65504;

  private static final int MIN_EXPONENT = -14;
  private static final int FRACTION_BITS = 10;
  private static final int SIGN = 0x8000;

  private Float16() {}

  /**
   * The bits of the nearest number, ties to the even one.
   *
   * @param value in [-MAX, MAX]
   */
  static short of(float value) {
    int exponent = Math.max(Math.getExponent(value), MIN_EXPONENT);
    int units = (int) Math.rint(Math.scalb((double) Math.abs(value), FRACTION_BITS - exponent));
    int sign = (Float.floatToRawIntBits(value) >>> 16) & SIGN;
    // the leading bit of the units adds 1 to the exponent, as does a carry
    return (short) (sign + ((exponent - MIN_EXPONENT) << FRACTION_BITS) + units);
  }

  /**
   * The number of some bits, exactly.
   *
   * @param bits of a finite number
   */
  static float toFloat(short bits) {
    int magnitude = bits & (SIGN - 1);
    int steps = Math.max((magnitude >> FRACTION_BITS) - 1, 0);
    float units = magnitude - (steps << FRACTION_BITS);
    float value = Math.scalb(units, MIN_EXPONENT - FRACTION_BITS + steps);
    return bits < 0 ? -value : value;
  }
}
