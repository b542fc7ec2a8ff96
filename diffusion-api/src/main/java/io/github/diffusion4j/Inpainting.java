package io.github.diffusion4j;

import io.github.diffusion4j.plan.KnownRegion;
import io.github.diffusion4j.tensor.Shape;
import io.github.diffusion4j.tensor.Tensor;

/**
 * Images of which a part is painted anew.
 *
 * @param images clean samples, or images that become such
 * @param mask one image, or one of its channels: 1 repaints, 0 keeps
 * @param region what is kept
 */
record Inpainting(Tensor images, Tensor mask, KnownRegion region) {

  /**
   * Checks the mask.
   *
   * @throws IllegalArgumentException if its shape or a value is wrong
   */
  static Inpainting of(Tensor images, Tensor mask) {
    return new Inpainting(images, mask, KnownRegion.outside(images, mask));
  }

  int rows() {
    return images.rows();
  }

  /** The same for the latents of the images. */
  Inpainting encoded(Tensor latents) {
    return of(latents, maskOf(latents.shape()));
  }

  /** The mask in one channel, height x width of a shape: of each part the first value. */
  Tensor maskOf(Shape shape) {
    int height = shape.dimension(1);
    int width = shape.dimension(2);
    int wide = images.shape().dimension(2);
    int high = images.shape().dimension(1);
    float[] values = new float[height * width];
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        values[y * width + x] = mask.data()[y * high / height * wide + x * wide / width];
      }
    }
    return Tensor.wrap(Shape.of(1, height, width), values);
  }
}
