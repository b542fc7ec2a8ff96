package io.github.diffusion4j.ort;

import io.github.diffusion4j.model.Decoder;
import io.github.diffusion4j.model.StopSignal;
import io.github.diffusion4j.tensor.Shape;
import io.github.diffusion4j.tensor.Tensor;
import java.util.Map;
import java.util.Set;

/**
 * The decoder of an autoencoder that is an ONNX graph.
 *
 * <p>Thread-safe.
 */
final class HubDecoder implements Decoder {
  private final Component component;
  private final Part<OrtFunction> part;
  private final LatentScale scale;
  private final GraphTensor input;
  private final GraphTensor output;
  private final int channels;

  /** How many pixels a side of a latent becomes. */
  private final int factor;

  HubDecoder(Component component, Part<OrtFunction> part, Shape latents, int factor) {
    this.component = component;
    this.part = part;
    this.factor = factor;
    input = Autoencoders.image(component, component.graph().inputs(), "input");
    output = Autoencoders.image(component, component.graph().outputs(), "output");
    scale = LatentScale.of(component, latents.dimension(0));
    channels = Autoencoders.channels(output, component.count("out_channels").orElse(3));
    if (!input.takesRowsOf(latents.dimensions())) {
      throw component.refused(
          "it decodes %s, and the denoiser makes latents of %s: take both from one model"
              .formatted(input, latents));
    }
  }

  @Override
  public Shape imageShape(Shape latents) {
    if (latents.rank() != 3 || !input.takesRowsOf(latents.dimensions())) {
      throw component.refused("latents of %s: it takes %s".formatted(latents, input));
    }
    return Shape.of(channels, latents.dimension(1) * factor, latents.dimension(2) * factor);
  }

  @Override
  public void decode(Tensor latents, Tensor images, StopSignal stop) {
    float[] unscaled = new float[latents.data().length];
    for (int i = 0; i < unscaled.length; i++) {
      unscaled[i] = scale.unscaled(latents.data()[i], i, latents.shape());
    }
    OrtFunction.Values decoded =
        part.use(
                graph ->
                    graph.call(
                        Map.of(input.name(), Autoencoders.values(latents, unscaled)),
                        Set.of(output.name()),
                        stop))
            .get(output);
    Autoencoders.copy(component, decoded, images);
  }
}
