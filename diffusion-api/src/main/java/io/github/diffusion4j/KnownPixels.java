package io.github.diffusion4j;

import io.github.diffusion4j.sampler.Stage;
import io.github.diffusion4j.tensor.Shape;
import io.github.diffusion4j.tensor.Tensor;

/**
 * What must stay of given samples while the rest is painted anew.
 *
 * @param image the clean samples, dealt out in turn
 * @param mask one sample: 1 keeps a value, 0 paints it, between them blends
 */
record KnownPixels(Tensor image, Tensor mask) {

  /**
   * Checks and spreads the mask.
   *
   * @param image of the model's shape
   * @param mask of the model's shape, or of one channel that holds for all
   * @throws IllegalArgumentException if a shape or a value of the mask is wrong
   */
  static KnownPixels of(Tensor image, Tensor mask) {
    Shape shape = image.shape();
    int channel = shape.size() / shape.dimension(0);
    int values = mask.shape().size();
    if (mask.rows() != 1 || (values != shape.size() && values != channel)) {
      throw new IllegalArgumentException(
          "a mask of %d x %s for samples of %s: one mask, of that shape or of one of its channels"
              .formatted(mask.rows(), mask.shape(), shape));
    }
    for (float share : mask.data()) {
      if (!(share >= 0 && share <= 1)) {
        throw new IllegalArgumentException(
            "a mask that holds " + share + ": from 0 (paint) to 1 (keep)");
      }
    }
    Tensor spread = Tensor.zeros(1, shape);
    for (int i = 0; i < shape.size(); i++) {
      spread.data()[i] = mask.data()[i % values];
    }
    return new KnownPixels(image, spread);
  }

  /** Puts the noised image where the mask says into a sample. */
  void putBack(Stage.Noised noised, int sample, float[] noise, float[] target, int offset) {
    int size = image.shape().size();
    int source = sample % image.rows() * size;
    float signal = (float) noised.signal();
    float deviation = (float) noised.noise();
    for (int i = 0; i < size; i++) {
      float keep = mask.data()[i];
      if (keep > 0) {
        float known = signal * image.data()[source + i] + deviation * noise[offset + i];
        target[offset + i] = keep == 1 ? known : keep * known + (1 - keep) * target[offset + i];
      }
    }
  }

  /** What was kept, by hashes. */
  @Override
  public String toString() {
    return "images %s; mask %s".formatted(Digest.of(image), Digest.of(mask));
  }
}
