package io.github.diffusion4j.model;

import io.github.diffusion4j.schedule.Level;
import io.github.diffusion4j.tensor.Tensor;
import java.util.List;

/**
 * A denoising network: the one interface that a runtime implements.
 *
 * <p>It returns the network's raw output; what that means is told by the card's {@link
 * Parameterization}. A level and a context per row, so that samples standing at different steps
 * share a batch. The output of a row depends on that row alone: bit for bit or to rounding, as the
 * implementation says.
 *
 * <p>Implementations are thread-safe.
 */
@FunctionalInterface
public interface Denoiser extends AutoCloseable {

  /**
   * Evaluates the network once.
   *
   * @param x the network's input, n rows of the card's shape; the levels' input scale is already
   *     applied. Not changed.
   * @param levels one a row
   * @param contexts one a row
   * @param raw receives the output, n rows of the card's output shape
   * @throws IllegalArgumentException if the sizes do not fit together or to the model
   * @throws IllegalStateException if the denoiser is closed
   */
  void evaluate(Tensor x, List<Level> levels, List<ContextVector> contexts, Tensor raw);

  /**
   * Evaluates the network once, unless it is no longer wanted. A runtime that can stop an
   * evaluation on its way does so within some milliseconds; others, as this default, ask once,
   * before it.
   *
   * @param x the network's input
   * @param levels one a row
   * @param contexts one a row
   * @param raw receives the output; undefined after a stop
   * @param stop says whether it is wanted
   * @throws java.util.concurrent.CancellationException if it is not; the denoiser stays usable
   * @throws IllegalArgumentException if the sizes do not fit together or to the model
   * @throws IllegalStateException if the denoiser is closed
   */
  default void evaluate(
      Tensor x, List<Level> levels, List<ContextVector> contexts, Tensor raw, StopSignal stop) {
    stop.check();
    evaluate(x, levels, contexts, raw);
  }

  /**
   * This denoiser with classifier-free guidance, "Classifier-Free Diffusion Guidance" (2207.12598):
   * raw(none) + weight (raw(context) - raw(none)). One evaluation of up to twice the rows; rows
   * whose context is unconditional are evaluated once.
   *
   * @param weight 0 ignores the context, 1 is no guidance, above 1 follows the context more closely
   * @return the guided denoiser; this one for weight 1
   * @throws IllegalArgumentException if the weight is not finite
   */
  default Denoiser guided(double weight) {
    return guided(Guidance.of(weight));
  }

  /**
   * This denoiser with guidance. One evaluation of up to twice the rows: a row is evaluated once
   * where its time lies outside the guidance's interval, its context is the one to move away from,
   * or the weight is 0. A learned variance is not guided; it stays as the context gave it.
   *
   * @param guidance weight, interval, rescale and negative context
   * @return the guided denoiser; this one for weight 1
   */
  default Denoiser guided(Guidance guidance) {
    return guidance.weight() == 1 ? this : new GuidedDenoiser(this, guidance);
  }

  /** Frees what the runtime holds. Closing twice is harmless. */
  @Override
  default void close() {}
}
