package io.github.diffusion4j.tensor;

import static org.junit.jupiter.api.Assertions.assertEquals;

import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.Scale;

@SuppressWarnings("FloatingPointLiteralPrecision") // the digits of the paper
class NormalTest {

  /** The values that the paper gives to check an implementation by. */
  @Example
  void givesTheValuesOfThePaper() {
    assertEquals(-0.6744897501960817, Normal.quantile(0.25), 1e-15);
    assertEquals(-3.090232306167814, Normal.quantile(0.001), 1e-14);
    assertEquals(-9.262340089798408, Normal.quantile(1e-20), 1e-13);
  }

  /** Against the distribution function, integrated the slow way. */
  @Property(tries = 50)
  void isTheInverseOfTheDistribution(
      @ForAll @Scale(6) @DoubleRange(min = 0.0001, max = 0.9999) double p) {
    double x = Normal.quantile(p);
    int steps = 20_000;
    double integral = 0;
    for (int i = 0; i < steps; i++) {
      double u = x * (i + 0.5) / steps;
      integral += Math.exp(-u * u / 2) / Math.sqrt(2 * Math.PI) * x / steps;
    }
    assertEquals(p, 0.5 + integral, 1e-8);
  }
}
