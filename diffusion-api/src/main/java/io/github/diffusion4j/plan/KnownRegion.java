package io.github.diffusion4j.plan;

import io.github.diffusion4j.tensor.Shape;
import io.github.diffusion4j.tensor.Tensor;

/**
 * What must stay of given samples while the rest is painted anew.
 *
 * <p>Immutable and thread-safe, as long as nobody changes the images it was given.
 */
public final class KnownRegion {
  private final Tensor images;

  /** One sample: 1 keeps a value, 0 repaints it, between them blends. */
  private final float[] keep;

  private final String mask;

  private KnownRegion(Tensor images, float[] keep, String mask) {
    this.images = images;
    this.keep = keep;
    this.mask = mask;
  }

  /**
   * The region outside a mask.
   *
   * @param images clean samples in the model's value range, dealt out in turn; not copied
   * @param mask one sample, or one of its channels, with values in [0, 1]: 1 repaints, 0 keeps,
   *     between them blends
   * @return the region
   * @throws IllegalArgumentException if the shape or a value of the mask is wrong
   */
  public static KnownRegion outside(Tensor images, Tensor mask) {
    Shape shape = images.shape();
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
            "a mask that holds " + share + ": from 0 (keep) to 1 (repaint)");
      }
    }
    float[] keep = new float[shape.size()];
    for (int i = 0; i < keep.length; i++) {
      keep[i] = 1 - mask.data()[i % values];
    }
    return new KnownRegion(images, keep, mask.digest());
  }

  /**
   * How many images there are.
   *
   * @return at least 1
   */
  public int rows() {
    return images.rows();
  }

  /** What was kept, by hashes. */
  @Override
  public String toString() {
    return "images %s; mask %s".formatted(images.digest(), mask);
  }

  /** Puts the noised image back into a sample, outside the mask. */
  void putBack(Stage.NoisedBy noised, int sample, float[] noise, float[] target, int offset) {
    int source = sample % images.rows() * keep.length;
    float signal = (float) noised.signal();
    float deviation = (float) noised.noise();
    for (int i = 0; i < keep.length; i++) {
      if (keep[i] > 0) {
        float known = signal * images.data()[source + i] + deviation * noise[offset + i];
        target[offset + i] =
            keep[i] == 1 ? known : keep[i] * known + (1 - keep[i]) * target[offset + i];
      }
    }
  }
}
