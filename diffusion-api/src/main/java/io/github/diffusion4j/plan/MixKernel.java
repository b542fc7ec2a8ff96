package io.github.diffusion4j.plan;

import java.util.Arrays;

/**
 * The arithmetic of every sampler: rows of factors over a few tensors. Loops over heap arrays that
 * the JIT vectorises, one pass for up to three terms; terms with factor 0 are not read.
 *
 * <p>All arrays are worked on from {@code offset} on, so that a caller can take a tensor piece by
 * piece while a piece is in the processor's cache.
 *
 * <p>Stateless and thread-safe, as long as no two threads write the same array.
 */
public final class MixKernel {
  private MixKernel() {}

  /**
   * Computes the next input and the next state together, both from the terms as they are before.
   *
   * @param next factors of the next input, one per term
   * @param nextState factors of the next state, one per term
   * @param terms the state first, then memory slots and noise
   * @param x receives the next input
   * @param offset the first index
   * @param length number of values
   */
  public static void mix(
      float[] next, float[] nextState, float[][] terms, float[] x, int offset, int length) {
    combine(next, terms, x, offset, length);
    combine(nextState, terms, terms[0], offset, length);
  }

  /**
   * Computes out = sum over k of factors[k] * terms[k].
   *
   * @param factors one per term
   * @param terms what is summed
   * @param out receives the sum; may be the first term, no other
   * @param offset the first index
   * @param length number of values
   */
  public static void combine(
      float[] factors, float[][] terms, float[] out, int offset, int length) {
    int end = offset + length;
    int first = nonZero(factors, 0);
    int second = nonZero(factors, first + 1);
    int third = nonZero(factors, second + 1);
    if (third < factors.length) {
      float a = factors[first];
      float b = factors[second];
      float c = factors[third];
      add(a, terms[first], b, terms[second], c, terms[third], out, offset, end);
      for (int k = nonZero(factors, third + 1); k < factors.length; ) {
        add(1, out, factors[k], terms[k], out, offset, end);
        k = nonZero(factors, k + 1);
      }
    } else if (second < factors.length) {
      add(factors[first], terms[first], factors[second], terms[second], out, offset, end);
    } else if (first < factors.length) {
      scale(factors[first], terms[first], out, offset, end);
    } else {
      Arrays.fill(out, offset, end, 0f);
    }
  }

  /** The index of the next factor that counts; the number of factors where there is none. */
  private static int nonZero(float[] factors, int from) {
    int k = from;
    while (k < factors.length && factors[k] == 0) {
      k++;
    }
    return k;
  }

  /**
   * The largest magnitude.
   *
   * @param values what is looked at
   * @param offset the first index
   * @param length number of values
   * @return the maximum of |value|; NaN if one is NaN, infinite if one is
   */
  public static float largest(float[] values, int offset, int length) {
    float largest = 0;
    for (int i = offset; i < offset + length; i++) {
      largest = Math.max(largest, Math.abs(values[i]));
    }
    return largest;
  }

  private static void scale(float a, float[] x, float[] out, int from, int to) {
    if (a != 1) {
      for (int i = from; i < to; i++) {
        out[i] = a * x[i];
      }
    } else if (x != out) {
      System.arraycopy(x, from, out, from, to - from);
    }
  }

  private static void add(float a, float[] x, float b, float[] y, float[] out, int from, int to) {
    for (int i = from; i < to; i++) {
      out[i] = a * x[i] + b * y[i];
    }
  }

  private static void add(
      float a, float[] x, float b, float[] y, float c, float[] z, float[] out, int from, int to) {
    for (int i = from; i < to; i++) {
      out[i] = a * x[i] + b * y[i] + c * z[i];
    }
  }
}
