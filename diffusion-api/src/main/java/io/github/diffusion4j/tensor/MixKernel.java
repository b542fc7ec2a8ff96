package io.github.diffusion4j.tensor;

import java.util.Arrays;

/**
 * The arithmetic of every sampler: rows of factors over a few tensors. Loops over heap arrays that
 * the JIT vectorises; terms with factor 0 are not read.
 *
 * <p>Stateless and thread-safe, as long as no two threads write the same array.
 */
public final class MixKernel {
  private MixKernel() {}

  /**
   * Computes the next input and the next base together: both from the terms as they are before.
   *
   * @param next factors of the next input, one a term
   * @param anchor factors of the next base, one a term
   * @param terms the base first, then memory slots and noise; all at least {@code length} long
   * @param x receives the next input
   * @param length number of values
   */
  public static void mix(float[] next, float[] anchor, float[][] terms, float[] x, int length) {
    combine(next, terms, x, length);
    combine(anchor, terms, terms[0], length);
  }

  /**
   * Computes out = sum over k of factors[k] * terms[k].
   *
   * @param factors one a term
   * @param terms all at least {@code length} long
   * @param out receives the sum; may be the first term, no other
   * @param length number of values
   */
  public static void combine(float[] factors, float[][] terms, float[] out, int length) {
    scale(factors[0], terms[0], out, length);
    for (int k = 1; k < factors.length; k++) {
      if (factors[k] != 0) {
        add(factors[k], terms[k], out, length);
      }
    }
  }

  /**
   * The largest magnitude.
   *
   * @param values at least {@code length} long
   * @param length number of values
   * @return the maximum of |value|; NaN if one is NaN, infinite if one is
   */
  public static float largest(float[] values, int length) {
    float largest = 0;
    for (int i = 0; i < length; i++) {
      largest = Math.max(largest, Math.abs(values[i]));
    }
    return largest;
  }

  private static void scale(float factor, float[] term, float[] out, int length) {
    if (factor == 0) {
      Arrays.fill(out, 0, length, 0f);
    } else if (factor != 1 || term != out) {
      for (int i = 0; i < length; i++) {
        out[i] = factor * term[i];
      }
    }
  }

  private static void add(float factor, float[] term, float[] out, int length) {
    for (int i = 0; i < length; i++) {
      out[i] += factor * term[i];
    }
  }
}
