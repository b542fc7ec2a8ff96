package io.github.diffusion4j.golden;

import static org.junit.jupiter.api.Assertions.assertEquals;

import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.Scale;

/** The quantile, where it is known in closed form, and as the inverse of the distribution. */
class BetaDistributionTest {

  @Property
  void ofTheArcsineLawItIsASquaredSine(
      @ForAll @DoubleRange(min = 1e-9, max = 1) @Scale(9) double p) {
    double sine = Math.sin(Math.PI / 2 * p);
    double quantile = new BetaDistribution(0.5, 0.5).quantile(p);
    assertEquals(1, quantile / (sine * sine), 1e-13);
  }

  @Property
  void ofOneAndBItIsAPower(
      @ForAll @DoubleRange(min = 1e-9, max = 1) @Scale(9) double p,
      @ForAll @DoubleRange(min = 0.2, max = 5) double b) {
    double quantile = new BetaDistribution(1, b).quantile(p);
    assertEquals(1, quantile / -Math.expm1(Math.log1p(-p) / b), 1e-12);
  }

  @Property
  void itInvertsTheDistribution(
      @ForAll @DoubleRange(min = 0, max = 0.5) double p,
      @ForAll @DoubleRange(min = 0.5, max = 3) double a,
      @ForAll @DoubleRange(min = 0.5, max = 3) double b) {
    BetaDistribution distribution = new BetaDistribution(a, b);
    assertEquals(p, distribution.cdf(distribution.quantile(p)), 1e-13);
  }

  @Example
  void theEndsAreTheEnds() {
    BetaDistribution distribution = new BetaDistribution(0.6, 0.6);
    assertEquals(0, distribution.quantile(0));
    assertEquals(0.5, distribution.quantile(0.5), 1e-15);
    assertEquals(1, distribution.quantile(1));
  }
}
