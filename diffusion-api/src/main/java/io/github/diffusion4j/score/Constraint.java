package io.github.diffusion4j.score;

import io.github.diffusion4j.model.Denoiser;
import io.github.diffusion4j.model.ModelCard;
import io.github.diffusion4j.schedule.Level;
import io.github.diffusion4j.tensor.Tensor;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * What samples shall satisfy, as the gradient of the logarithm of a likelihood c(x): the class that
 * a classifier sees, known pixels, known grey values, or any other function with a gradient.
 *
 * <pre>{@code
 * Constraint brighter = (x, x0, levels) -> { ... };
 * Denoiser guided = brighter.guiding(pipeline.denoiser(), pipeline.card(), 2);
 * DiffusionPipeline.of(guided, pipeline.card()).request()...
 * }</pre>
 *
 * <p>Implementations are thread-safe.
 */
@FunctionalInterface
public interface Constraint {

  /**
   * The gradient of log c(x).
   *
   * @param x noisy samples, alpha x0 + sigma epsilon, not scaled; not to be changed
   * @param x0 the clean samples that the network expects; not to be changed
   * @param levels one per row
   * @return d log c / d x, of the shape of x
   */
  Tensor gradient(Tensor x, Tensor x0, List<Level> levels);

  /**
   * A denoiser that follows the gradient: it adds weight times the gradient to the score,
   * "Diffusion Models Beat GANs on Image Synthesis" (2105.05233), equation 14 and algorithm 2:
   * epsilon - weight sigma gradient. With DDPM's sampler it is algorithm 1.
   *
   * @param denoiser of the model; the result closes it
   * @param card of the model, and of the result
   * @param weight of the gradient; 1 for samples of p(x) c(x)
   * @return the guided denoiser, for any sampler
   * @throws IllegalArgumentException if the weight is not finite
   */
  default Denoiser guiding(Denoiser denoiser, ModelCard card, double weight) {
    return new GuidedDenoiser(denoiser, card, this, weight);
  }

  /**
   * Samples whose projection is known: inpainting, where the projection keeps the known pixels, or
   * colourisation, where it makes images grey. It is the gradient of a Gaussian likelihood about
   * the projection of x0-hat, of deviation sigma / alpha: with weight 1, x0-hat gets the known
   * projection and keeps the rest, "Zero-Shot Image Restoration Using Denoising Diffusion
   * Null-Space Model" (2212.00490), equation 13.
   *
   * @param projection linear, orthogonal, and the same when it is done again; gets samples of any
   *     number of rows and returns new ones
   * @param known the sample, or one for each of those that are generated together, whose projection
   *     is wanted; not copied
   * @return the constraint
   */
  static Constraint projection(UnaryOperator<Tensor> projection, Tensor known) {
    return new ProjectionConstraint(projection, known);
  }
}
