package io.github.diffusion4j.train.autoencoder;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import io.github.diffusion4j.train.engine.Loss;
import io.github.diffusion4j.train.network.Autoencoder;

/**
 * The loss of an {@link Autoencoder}: the mean absolute error of the reconstruction, that of its
 * differences between neighbouring pixels at full and half resolution, which keeps edges sharp, and
 * a small Kullback-Leibler divergence of the latents from the standard normal distribution.
 *
 * @param network whose output it looks at
 */
record AutoencoderLoss(Autoencoder network) implements Loss {
  private static final float EDGES = 0.5f;
  private static final float DIVERGENCE = 3e-5f;

  @Override
  public NDArray of(NDArray output, NDArray target, NDArray weight) {
    long image = network.shape().size();
    long latents = network.latentShape().size();
    NDArray error = output.get(columns(0, image)).sub(target).reshape(pixels());
    NDArray mean = output.get(columns(image, image + latents));
    NDArray logVariance = output.get(columns(image + latents, image + 2 * latents));
    NDArray edges = edges(error).add(edges(halved(error)));
    return error
        .abs()
        .mean()
        .add(edges.mul(number(error, EDGES)))
        .add(divergence(mean, logVariance).mul(number(error, DIVERGENCE)));
  }

  /** 1312.6114, appendix B: -1/2 (1 + log sigma^2 - mu^2 - sigma^2), here its mean. */
  private static NDArray divergence(NDArray mean, NDArray logVariance) {
    return mean.square()
        .add(logVariance.exp())
        .sub(logVariance)
        .mean()
        .mul(number(mean, 0.5f))
        .sub(number(mean, 0.5f));
  }

  private static NDArray edges(NDArray error) {
    NDArray across = error.get(":, :, :, 1:").sub(error.get(":, :, :, :-1"));
    NDArray down = error.get(":, :, 1:, :").sub(error.get(":, :, :-1, :"));
    return across.abs().mean().add(down.abs().mean());
  }

  /** Means of 2 x 2 pixels. */
  private static NDArray halved(NDArray error) {
    Shape s = error.getShape();
    return error
        .reshape(s.get(0), s.get(1), s.get(2) / 2, 2, s.get(3) / 2, 2)
        .mean(new int[] {5})
        .mean(new int[] {3});
  }

  private Shape pixels() {
    return new Shape(
        -1,
        network.shape().dimension(0),
        network.shape().dimension(1),
        network.shape().dimension(2));
  }

  private static NDIndex columns(long from, long to) {
    return new NDIndex(":, {}:{}", from, to);
  }

  /** An array, since the engine frees a number's memory before the backward pass reads it. */
  private static NDArray number(NDArray beside, float value) {
    NDManager scope = beside.getManager();
    return scope.create(value);
  }
}
