package io.github.diffusion4j.train.engine;

import ai.djl.engine.Engine;
import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDManager;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Whether the convolutions of an engine are right, by small ones of every kind. */
final class ConvolutionCheck {
  /** As a share of the largest value; one that is right is off by less than a millionth. */
  private static final double FLOAT32 = 1e-4;

  /** One that is right is off by less than a hundredth. */
  private static final double BFLOAT16 = 3e-2;

  /**
   * oneDNN computes in blocks of 16 channels with the vectors of AVX-512 and of 8 with those of
   * AVX2: whole blocks, one with a remainder, and less than one, of inputs and of outputs.
   */
  private static final List<ConvolutionCase> CASES =
      List.of(
          new ConvolutionCase(3, 24, 24, 4, 4, 3),
          new ConvolutionCase(3, 12, 32, 4, 4, 3),
          new ConvolutionCase(4, 16, 3, 8, 8, 3),
          new ConvolutionCase(4, 3, 16, 8, 8, 3),
          new ConvolutionCase(4, 5, 7, 8, 8, 3),
          new ConvolutionCase(4, 8, 8, 4, 4, 3),
          new ConvolutionCase(4, 20, 12, 4, 6, 3),
          new ConvolutionCase(3, 32, 32, 4, 4, 3),
          new ConvolutionCase(4, 24, 5, 4, 4, 1));

  private ConvolutionCheck() {}

  /** The first that is wrong. */
  static Optional<String> fault(Engine engine) {
    return fault(engine, FpMath.inBfloat16(System.getenv()) ? BFLOAT16 : FLOAT32);
  }

  private static Optional<String> fault(Engine engine, double tolerance) {
    try (NDManager scope = engine.newBaseManager()) {
      for (ConvolutionCase one : CASES) {
        double error = one.errors(scope).largest();
        if (error > tolerance) {
          return Optional.of(
              String.format(Locale.ROOT, "%s: off by %.2g of the largest value", one, error));
        }
      }
      return Optional.empty();
    } catch (EngineException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }
}
