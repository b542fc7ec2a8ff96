package io.github.diffusion4j.samples.server;

import io.github.diffusion4j.GenerationRequest;
import io.github.diffusion4j.image.ImageFormat;
import io.github.diffusion4j.tensor.Tensor;
import java.util.Optional;

/**
 * What an edit begins with.
 *
 * @param image to change; its transparent pixels are painted anew if there is no mask
 * @param mask what to paint anew
 */
record Originals(Upload image, Optional<Upload> mask) {
  private static final double SOME_STRENGTH = 0.6;
  private static final int RGBA = 4;

  void applyTo(GenerationRequest request, Optional<Double> strength) {
    ImageFormat format = request.imageFormat();
    Tensor pixels = image.as(format);
    Optional<Tensor> painted = mask.map(upload -> upload.mask(format));
    if (mask.isEmpty() && format.shape().dimension(0) != RGBA) {
      painted = image.transparency(format);
    }
    painted.ifPresent(where -> request.inpaint(pixels, where));
    if (painted.isEmpty() || strength.isPresent()) {
      request.imageToImage(pixels, strength.orElse(SOME_STRENGTH));
    }
  }
}
