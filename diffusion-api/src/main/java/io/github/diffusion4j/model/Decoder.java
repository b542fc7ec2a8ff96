package io.github.diffusion4j.model;

import io.github.diffusion4j.tensor.Shape;
import io.github.diffusion4j.tensor.Tensor;

/**
 * Makes images of latents, "High-Resolution Image Synthesis with Latent Diffusion Models"
 * (2112.10752), section 3.1. It takes latents as the sampling loop leaves them: what the
 * autoencoder scales or shifts is part of it.
 *
 * <p>Implementations are thread-safe, and the images of a row depend on that row alone.
 */
public interface Decoder extends AutoCloseable {

  /**
   * The shape of the image that latents become.
   *
   * @param latents the shape of one sample of latents, such as 4x64x64
   * @return such as 3x512x512
   * @throws IllegalArgumentException if latents of that shape cannot be decoded
   */
  Shape imageShape(Shape latents);

  /**
   * Decodes.
   *
   * @param latents n rows; not changed
   * @param images receives n rows of {@link #imageShape}, with values from -1 (black) to 1
   * @param stop says whether the images are still wanted
   * @throws java.util.concurrent.CancellationException if it was stopped
   * @throws IllegalStateException if the decoder is closed
   */
  void decode(Tensor latents, Tensor images, StopSignal stop);

  /** Frees what the runtime holds. Closing twice is harmless. */
  @Override
  default void close() {}
}
