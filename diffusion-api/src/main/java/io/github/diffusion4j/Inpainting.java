package io.github.diffusion4j;

import io.github.diffusion4j.model.ContextTensor;
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
  /** From here on a mask paints, where a network knows nothing between. */
  private static final float HALF = 0.5f;

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

  /** The images without what is painted, which is 0: the grey between black and white. */
  Tensor masked() {
    Tensor masked = Tensor.zeros(images.rows(), images.shape());
    for (int i = 0; i < masked.data().length; i++) {
      boolean kept = mask.data()[i % mask.data().length] < HALF;
      masked.data()[i] = kept ? images.data()[i] : 0;
    }
    return masked;
  }

  /**
   * What a network is told that was trained to paint: the mask, 1 where it is painted, and then the
   * samples of {@link #masked}.
   *
   * @param samples of masked images
   * @param row of them
   */
  ContextTensor told(Tensor samples, int row) {
    Shape shape = samples.shape();
    float[] share = maskOf(shape).data();
    float[] values = new float[share.length + shape.size()];
    for (int i = 0; i < share.length; i++) {
      values[i] = share[i] < HALF ? 0 : 1;
    }
    System.arraycopy(samples.row(row), 0, values, share.length, shape.size());
    return ContextTensor.of(
        Shape.of(1 + shape.dimension(0), shape.dimension(1), shape.dimension(2)), values);
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
