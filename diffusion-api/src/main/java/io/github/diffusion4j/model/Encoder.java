package io.github.diffusion4j.model;

import io.github.diffusion4j.tensor.Shape;
import io.github.diffusion4j.tensor.Tensor;

/**
 * Makes latents of images: the other half of the autoencoder that {@link Decoder} belongs to. An
 * image becomes a normal distribution per value, "Auto-Encoding Variational Bayes" (1312.6114),
 * equation 9, in the scale in which the denoiser takes latents.
 *
 * <p>Implementations are thread-safe, and the latents of a row depend on that row alone.
 */
public interface Encoder extends AutoCloseable {

  /**
   * The shape of the latents that an image becomes.
   *
   * @param image the shape of one image, such as 3x512x512
   * @return such as 4x64x64
   * @throws IllegalArgumentException if images of that shape cannot be encoded
   */
  Shape latentShape(Shape image);

  /**
   * Encodes.
   *
   * @param images n rows with values from -1 (black) to 1; not changed
   * @param mean receives n rows of {@link #latentShape}: the mean
   * @param deviation receives n rows of the same shape: the standard deviation, 0 for an encoder
   *     that is a function
   * @param stop says whether the latents are still wanted
   * @throws java.util.concurrent.CancellationException if it was stopped
   * @throws IllegalStateException if the encoder is closed
   */
  void encode(Tensor images, Tensor mean, Tensor deviation, StopSignal stop);

  /** Frees what the runtime holds. Closing twice is harmless. */
  @Override
  default void close() {}
}
