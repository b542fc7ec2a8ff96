package io.github.diffusion4j.sampler;

import java.util.function.DoubleUnaryOperator;

/**
 * A variant by its numbers.
 *
 * @param ofSecond the factor of D1 at order 2
 * @param ofThird how often z phi_3(z) is the factor of D2
 */
record DpmWeights(DoubleUnaryOperator ofSecond, int ofThird) implements DpmCorrection {

  static double half(double z) {
    return Math.expm1(z) / 2;
  }

  static double integral(double z) {
    return z * Phi.of(2, z);
  }

  @Override
  public double second(double z) {
    return ofSecond.applyAsDouble(z);
  }

  @Override
  public double third(double z) {
    return ofThird * z * Phi.of(3, z);
  }
}
