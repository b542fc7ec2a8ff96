package io.github.diffusion4j.tensor;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.HexFormat;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class PhiloxTest {

  /** The known answers that the authors publish with their generator. */
  @Example
  void givesTheKnownAnswers() {
    assertEquals("6627e8d5e169c58dbc57ac4c9b00dbd8", block(0, 0, 0, 0, 0, 0), "counter 0, key 0");
    assertEquals("408f276d41c83b0ea20bc7c66d5451fd", block(-1, -1, -1, -1, -1, -1), "all bits set");
    assertEquals(
        "d16cfe0994fdcceb5001e42024126ea1",
        block(0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344, 0xa4093822, 0x299f31d0),
        "digits of pi");
  }

  private static String block(int c0, int c1, int c2, int c3, int key0, int key1) {
    int[] out = new int[4];
    Philox.block(c0, c1, c2, c3, key0, key1, out);
    StringBuilder hex = new StringBuilder();
    Arrays.stream(out).forEach(word -> hex.append(HexFormat.of().toHexDigits(word)));
    return hex.toString();
  }

  @Example
  void isPortableToTheBit() {
    float[] noise = new float[6];
    NoiseSource.gaussian().fill(7, 0, noise, 0, 6);
    int[] bits = new int[6];
    for (int i = 0; i < 6; i++) {
      bits[i] = Float.floatToRawIntBits(noise[i]);
    }
    assertArrayEquals(PORTABLE, bits);
  }

  private static final int[] PORTABLE = {
    1071151108, 1059900098, -1080414057, -1079043522, -1099889385, 1062415420
  };

  /** A value depends on its key and its place alone. */
  @Property
  void aLongerFillStartsAsTheShorter(
      @ForAll long seed,
      @ForAll @IntRange(min = 0) int draw,
      @ForAll @IntRange(max = 40) int length) {
    float[] all = new float[50];
    NoiseSource.gaussian().fill(seed, draw, all, 0, 50);
    float[] some = new float[60];
    NoiseSource.gaussian().fill(seed, draw, some, 7, length);
    assertArrayEquals(Arrays.copyOf(all, length), Arrays.copyOfRange(some, 7, 7 + length));
    assertEquals(0, some[7 + length]);
  }

  /** Chunk by chunk it gives what the obvious way gives, word by word. */
  @Property(tries = 50)
  void isTheQuantileOfEachWord(
      @ForAll long seed,
      @ForAll @IntRange(min = 0) int draw,
      @ForAll @IntRange(min = 1, max = 700) int length) {
    float[] noise = new float[length];
    NoiseSource.gaussian().fill(seed, draw, noise, 0, length);
    int[] words = new int[4];
    for (int i = 0; i < length; i++) {
      Philox.block(i / 4, 0, draw, 0, (int) seed, (int) (seed >>> 32), words);
      double p = (Integer.toUnsignedLong(words[i % 4]) + 0.5) / 0x1p32;
      assertEquals((float) Normal.quantile(p), noise[i]);
    }
  }

  @Example
  void isNormal() {
    float[] noise = new float[1_000_000];
    NoiseSource.gaussian().fill(1, 1, noise, 0, noise.length);
    double[] moments = new double[5];
    for (float z : noise) {
      for (int k = 1; k <= 4; k++) {
        moments[k] += Math.pow(z, k) / noise.length;
      }
    }
    assertEquals(0, moments[1], 0.004);
    assertEquals(1, moments[2], 0.006);
    assertEquals(0, moments[3], 0.016);
    assertEquals(3, moments[4], 0.04);
  }

  @Example
  void seedsAndDrawsAreIndependent() {
    float[] a = new float[100_000];
    float[] b = new float[100_000];
    for (int[] other : new int[][] {{2, 1}, {1, 2}, {1, 0}}) {
      NoiseSource.gaussian().fill(1, 1, a, 0, a.length);
      NoiseSource.gaussian().fill(other[0], other[1], b, 0, b.length);
      double product = 0;
      for (int i = 0; i < a.length; i++) {
        product += a[i] * b[i] / a.length;
      }
      assertEquals(0, product, 0.015, "correlation with " + Arrays.toString(other));
    }
  }
}
