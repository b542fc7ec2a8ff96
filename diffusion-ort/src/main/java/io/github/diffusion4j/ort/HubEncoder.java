package io.github.diffusion4j.ort;

import io.github.diffusion4j.model.Encoder;
import io.github.diffusion4j.model.StopSignal;
import io.github.diffusion4j.tensor.Shape;
import io.github.diffusion4j.tensor.Tensor;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;

/**
 * The encoder of an autoencoder that is an ONNX graph. It gives mean and logarithm of the variance
 * in twice the latents' channels, or, where it has as many channels as the latents, a sample.
 *
 * <p>Thread-safe.
 */
final class HubEncoder implements Encoder {
  /** Bounds of the logarithm of the variance, as in the reference library. */
  private static final double LEAST = -30;

  private static final double MOST = 20;

  private final Component component;
  private final Part<OrtFunction> part;
  private final LatentScale scale;
  private final GraphTensor input;
  private final GraphTensor output;
  private final int channels;
  private final int factor;

  HubEncoder(Component component, Part<OrtFunction> part, Shape latents, int factor) {
    this.component = component;
    this.part = part;
    this.factor = factor;
    channels = latents.dimension(0);
    input = Autoencoders.image(component, component.graph().inputs(), "input");
    output = Autoencoders.image(component, component.graph().outputs(), "output");
    scale = LatentScale.of(component, channels);
    int given = Autoencoders.channels(output, 2 * channels);
    if (given != channels && given != 2 * channels) {
      throw component.refused(
          "it gives %s, and the denoiser takes latents of %s: take both from one model"
              .formatted(output, latents));
    }
  }

  @Override
  public Shape latentShape(Shape image) {
    if (image.rank() != 3
        || !input.takesRowsOf(image.dimensions())
        || image.dimension(1) % factor != 0
        || image.dimension(2) % factor != 0) {
      throw component.refused(
          "an image of %s: it takes %s, height and width in multiples of %d"
              .formatted(image, input, factor));
    }
    return Shape.of(channels, image.dimension(1) / factor, image.dimension(2) / factor);
  }

  @Override
  public void encode(Tensor images, Tensor mean, Tensor deviation, StopSignal stop) {
    OrtFunction.Values encoded =
        part.use(
                graph ->
                    graph.call(
                        Map.of(input.name(), Autoencoders.values(images, images.data())),
                        Set.of(output.name()),
                        stop))
            .get(output);
    Shape shape = mean.shape();
    int size = shape.size();
    if (encoded.data().length == mean.data().length) {
      scale(encoded.data(), 0, mean, 0);
      Arrays.fill(deviation.data(), 0);
      return;
    }
    Autoencoders.check(component, encoded, 2L * mean.data().length, "latents of " + shape);
    for (int row = 0; row < images.rows(); row++) {
      scale(encoded.data(), 2 * row * size, mean, row * size);
      for (int i = 0; i < size; i++) {
        double logVariance = encoded.data()[(2 * row + 1) * size + i];
        deviation.data()[row * size + i] =
            scale.scaledDeviation(
                (float) Math.exp(0.5 * Math.max(LEAST, Math.min(MOST, logVariance))), i, shape);
      }
    }
  }

  private void scale(float[] from, int at, Tensor to, int toAt) {
    for (int i = 0; i < to.shape().size(); i++) {
      to.data()[toAt + i] = scale.scaled(from[at + i], i, to.shape());
    }
  }
}
