package io.github.diffusion4j.sampler;

/**
 * How a DPM-Solver weighs the differences of its predictions, D1 and D2, beside the phi functions
 * of exponential integrators.
 *
 * <p>Implementations are immutable and thread-safe.
 */
public interface DpmCorrection {

  /** D1 has half the weight of D0: the papers' own choice for order 2. */
  DpmCorrection MIDPOINT = new DpmWeights(DpmWeights::half, 1);

  /** D1 has the weight of an exact integral. */
  DpmCorrection HEUN = new DpmWeights(DpmWeights::integral, 1);

  /**
   * D1 and D2 have the weights of exact integrals, in multistep form. There the papers' code gives
   * D2, which is a divided difference, the weight of a derivative: half of this, and its order is
   * then 2. In single-step form HEUN is already exact.
   */
  DpmCorrection TAYLOR = new DpmWeights(DpmWeights::integral, 2);

  /**
   * The factor of D1 at order 2.
   *
   * @param z argument of the phi functions: h, -h or -2 h, by {@link DpmEquation}
   * @return the factor over that of {@link DpmEquation}
   */
  double second(double z);

  /**
   * The factor of D2 at order 3, where D1 has that of an exact integral.
   *
   * @param z argument of the phi functions
   * @return the factor over that of {@link DpmEquation}
   */
  double third(double z);
}
