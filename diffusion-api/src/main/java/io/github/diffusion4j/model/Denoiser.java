package io.github.diffusion4j.model;

/**
 * A denoising network: the one interface that a runtime implements. A lambda is one, too:
 *
 * <pre>{@code
 * Denoiser zero = evaluation -> Arrays.fill(evaluation.output().data(), 0);
 * }</pre>
 *
 * <p>It computes the network's raw output, whose meaning is the card's {@link Parameterization}.
 * The output of a row depends on that row alone: bit for bit on the CPU provider of ONNX Runtime,
 * to rounding elsewhere.
 *
 * <p>Implementations are thread-safe.
 */
@FunctionalInterface
public interface Denoiser extends AutoCloseable {

  /**
   * Evaluates the network once.
   *
   * @param evaluation what goes in, and the tensor that receives the output
   * @throws java.util.concurrent.CancellationException if it was stopped; the denoiser stays usable
   * @throws IllegalArgumentException if a shape or a context does not fit the model
   * @throws IllegalStateException if the denoiser is closed
   */
  void evaluate(Evaluation evaluation);

  /** Frees what the runtime holds. Closing twice is harmless. */
  @Override
  default void close() {}
}
