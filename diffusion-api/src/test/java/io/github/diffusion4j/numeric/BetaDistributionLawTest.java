package io.github.diffusion4j.numeric;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.Scale;

class BetaDistributionLawTest {

  @Property
  void theQuantileUndoesTheCumulative(
      @ForAll @Scale(4) @DoubleRange(min = 0.2, max = 50) double alpha,
      @ForAll @Scale(4) @DoubleRange(min = 0.2, max = 50) double beta,
      @ForAll @Scale(6) @DoubleRange(min = 0, max = 1) double p) {
    BetaDistribution distribution = new BetaDistribution(alpha, beta);
    double x = distribution.quantile(p);
    if (p <= 0.5 && x <= 0.5) { // near 1, x is a multiple of 2^-53, which a steep end magnifies
      assertEquals(p, distribution.cumulative(x), 1e-12);
    }
    assertEquals(1 - x, new BetaDistribution(beta, alpha).quantile(1 - p), 1e-11);
  }

  @Property
  void aQuantileStaysInside(
      @ForAll @Scale(3) @DoubleRange(min = 0.001, max = 1000) double alpha,
      @ForAll @Scale(3) @DoubleRange(min = 0.001, max = 1000) double beta,
      @ForAll @Scale(6) @DoubleRange(min = 0, max = 1) double p) {
    double x = new BetaDistribution(alpha, beta).quantile(p);
    assertTrue(x >= 0 && x <= 1, () -> "quantile " + x);
  }

  /** The arcsine law, I_x(1/2, 1/2) = 2 / pi arcsin(sqrt(x)). */
  @Property
  void oneHalfTwiceIsTheArcsine(@ForAll @Scale(6) @DoubleRange(min = 0, max = 1) double p) {
    double sin = Math.sin(Math.PI / 2 * p);
    assertEquals(sin * sin, new BetaDistribution(0.5, 0.5).quantile(p), 1e-14);
  }

  /** I_x(a, 1) = x^a, down to the smallest. */
  @Property
  void withBetaOneItIsAPower(
      @ForAll @Scale(3) @DoubleRange(min = 0.05, max = 1000) double alpha,
      @ForAll @Scale(6) @DoubleRange(min = 1e-6, max = 1) double p) {
    double x = Math.pow(p, 1 / alpha);
    assertEquals(x, new BetaDistribution(alpha, 1).quantile(p), p <= 0.5 ? 1e-12 * x : 1e-13);
  }
}
