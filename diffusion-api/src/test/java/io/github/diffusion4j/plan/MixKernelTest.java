package io.github.diffusion4j.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class MixKernelTest {

  /** Both rows read the terms as they were, and agree with the obvious sum in double. */
  @Property
  void agreesWithTheObviousSum(
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 6) int count,
      @ForAll @IntRange(min = 1, max = 300) int length,
      @ForAll @IntRange(max = 299) int offset) {
    int from = offset % length;
    Random random = new Random(seed);
    float[][] terms = new float[count][length];
    double[][] before = new double[count][length];
    for (int k = 0; k < count; k++) {
      for (int i = 0; i < length; i++) {
        terms[k][i] = (float) random.nextGaussian();
        before[k][i] = terms[k][i];
      }
    }
    float[] next = factors(random, count);
    float[] nextState = factors(random, count);
    float[] x = new float[length];
    MixKernel.mix(next, nextState, terms, x, from, length - from);
    for (int i = 0; i < length; i++) {
      assertEquals(i < from ? 0 : sum(next, before, i), x[i], 1e-5);
      assertEquals(i < from ? before[0][i] : sum(nextState, before, i), terms[0][i], 1e-5);
    }
  }

  /** A slot that was never filled may hold anything. */
  @Example
  void aTermWithoutFactorIsNotRead() {
    float[][] terms = {{Float.NaN, 1}, {2, 2}};
    float[] x = new float[2];
    MixKernel.mix(new float[] {0, 1}, new float[] {0, 3}, terms, x, 0, 2);
    assertEquals(2, x[0]);
    assertEquals(6, terms[0][0]);
  }

  private static float[] factors(Random random, int count) {
    float[] factors = new float[count];
    for (int k = 0; k < count; k++) {
      factors[k] = random.nextInt(4) == 0 ? 0 : random.nextInt(4) == 0 ? 1 : random.nextFloat();
    }
    return factors;
  }

  private static double sum(float[] factors, double[][] terms, int i) {
    double sum = 0;
    for (int k = 0; k < factors.length; k++) {
      sum += factors[k] * terms[k][i];
    }
    return sum;
  }

  @Property
  void theLargestMagnitudeLetsNothingThatIsNoNumberPass(
      @ForAll @Size(min = 1, max = 200) float[] values,
      @ForAll @IntRange(max = 199) int place,
      @ForAll("wrong") float wrong) {
    float largest = MixKernel.largest(values, 0, values.length);
    for (float value : values) {
      assertTrue(Math.abs(value) <= largest);
    }
    values[place % values.length] = wrong;
    assertFalse(MixKernel.largest(values, 0, values.length) <= Float.MAX_VALUE);
  }

  @Provide
  Arbitrary<Float> wrong() {
    return Arbitraries.of(Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY);
  }
}
