package io.github.diffusion4j.train.features;

import io.github.diffusion4j.tensor.NoiseSource;
import io.github.diffusion4j.tensor.Shape;
import java.util.SplittableRandom;

/**
 * Small changes that leave an image what it is: a shift of up to a pixel, a little contrast and
 * brightness for each channel, and a little noise, since generated images are never quite clean.
 *
 * @param shape channels x height x width
 */
record Jitter(Shape shape) {
  private static final int SHIFT = 1;
  private static final double CONTRAST = 0.1;
  private static final double BRIGHTNESS = 0.1;
  private static final double NOISE = 0.05;
  private static final float WHITE = 1;

  /** Changes an image that starts at an offset; the same key, the same change. */
  void apply(float[] images, int offset, long key) {
    SplittableRandom random = new SplittableRandom(key);
    int plane = shape.dimension(1) * shape.dimension(2);
    int down = random.nextInt(-SHIFT, SHIFT + 1);
    int right = random.nextInt(-SHIFT, SHIFT + 1);
    float[] noise = new float[shape.size()];
    NoiseSource.gaussian().fill(key, 0, noise, 0, noise.length);
    float deviation = (float) random.nextDouble(NOISE);
    float[] changed = new float[shape.size()];
    for (int from = 0; from < changed.length; from += plane) {
      float contrast = (float) random.nextDouble(1 - CONTRAST, 1 + CONTRAST);
      float brightness = (float) random.nextDouble(-BRIGHTNESS, BRIGHTNESS);
      for (int i = 0; i < plane; i++) {
        float value = shifted(images, offset + from, i, down, right);
        changed[from + i] = contrast * value + brightness + deviation * noise[from + i];
      }
    }
    System.arraycopy(changed, 0, images, offset, changed.length);
  }

  private float shifted(float[] images, int plane, int pixel, int down, int right) {
    int width = shape.dimension(2);
    int row = pixel / width - down;
    int column = pixel % width - right;
    boolean inside = row >= 0 && row < shape.dimension(1) && column >= 0 && column < width;
    return inside ? images[plane + row * width + column] : WHITE;
  }
}
