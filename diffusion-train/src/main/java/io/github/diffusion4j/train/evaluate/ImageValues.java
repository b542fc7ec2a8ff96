package io.github.diffusion4j.train.evaluate;

import io.github.diffusion4j.tensor.Tensor;
import io.github.diffusion4j.tensor.ValueRange;

/** Samples as the images that one sees: clipped, and rounded to 8-bit colours. */
public final class ImageValues {
  private ImageValues() {}

  /**
   * The values of images.
   *
   * @param samples of any values
   * @param range the samples' values of black and white
   * @return images in [-1, 1]
   */
  public static Tensor of(Tensor samples, ValueRange range) {
    float[] values = new float[samples.data().length];
    for (int i = 0; i < values.length; i++) {
      values[i] = ValueRange.SYMMETRIC.fromByte(range.toByte(samples.data()[i]));
    }
    return Tensor.wrap(samples.shape(), values);
  }
}
