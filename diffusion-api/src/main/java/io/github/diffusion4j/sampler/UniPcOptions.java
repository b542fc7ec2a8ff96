package io.github.diffusion4j.sampler;

import java.util.function.IntPredicate;

/**
 * The choices of UniPC (2302.04867).
 *
 * @param b the function B(h) of equation 7
 * @param kind {@link DpmEquation#DPM_PLUS_PLUS} integrates x0, {@link DpmEquation#DPM} epsilon
 * @param corrected whether the state that a step reaches is corrected, by the number of the step,
 *     from 0; the last never is
 */
public record UniPcOptions(B b, DpmEquation kind, IntPredicate corrected) {

  /** B(h) = e^h - 1, x0, every state corrected. */
  public static final UniPcOptions DEFAULT = of(B.BH2, DpmEquation.DPM_PLUS_PLUS);

  /**
   * Checks the kind.
   *
   * @param b the function B(h)
   * @param kind what is integrated
   * @param corrected whether the state that a step reaches is corrected
   * @throws IllegalArgumentException if the kind is one of an SDE
   */
  public UniPcOptions {
    if (kind != DpmEquation.DPM_PLUS_PLUS && kind != DpmEquation.DPM) {
      throw new IllegalArgumentException(
          kind + ": UniPC follows the ODE; use DPM_PLUS_PLUS (x0) or DPM (epsilon)");
    }
  }

  /**
   * Options that correct every state.
   *
   * @param b the function B(h)
   * @param kind what is integrated
   * @return the options; equal for equal arguments
   * @throws IllegalArgumentException if the kind is one of an SDE
   */
  public static UniPcOptions of(B b, DpmEquation kind) {
    return new UniPcOptions(b, kind, EveryStep.INSTANCE);
  }

  double b(double z) {
    return b == B.BH1 ? z : Math.expm1(z);
  }

  private enum EveryStep implements IntPredicate {
    INSTANCE;

    @Override
    public boolean test(int step) {
      return true;
    }
  }

  /** The function B(h). */
  public enum B {
    /** B_1(h) = h. */
    BH1,
    /** B_2(h) = e^h - 1. */
    BH2
  }
}
