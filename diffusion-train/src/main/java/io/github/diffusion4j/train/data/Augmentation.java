package io.github.diffusion4j.train.data;

import io.github.diffusion4j.tensor.Shape;
import java.util.SplittableRandom;

/**
 * Augments images of a small set, and gives the network the augmentation parameters, so that what
 * it generates without them is not augmented: the non-leaking augmentation of "Elucidating the
 * Design Space of Diffusion-Based Generative Models" (2206.00364), appendix F.1.
 *
 * <p>An image is mirrored left to right, shifted by up to two pixels each way with white moving in,
 * and turned in hue, each independently of the others. What was done stands in {@value #SIZE}
 * values that are all zero where nothing was.
 *
 * <p>Immutable and thread-safe.
 *
 * @param probability of each change, in [0, 1]
 */
public record Augmentation(double probability) {
  /** Leaves every image as it is. */
  public static final Augmentation NONE = new Augmentation(0);

  private static final int SIZE = 5;
  private static final int MAX_SHIFT = 2;
  private static final int RGB = 3;
  private static final float WHITE = 1;

  /**
   * Checks the range.
   *
   * @param probability of each change
   * @throws IllegalArgumentException if it is none
   */
  public Augmentation {
    if (!(probability >= 0 && probability <= 1)) {
      throw new IllegalArgumentException(
          "augmentation = " + probability + ": a probability lies in [0, 1]");
    }
  }

  /**
   * How many values tell what was changed.
   *
   * @return 0 if nothing ever is
   */
  public int size() {
    return probability == 0 ? 0 : SIZE;
  }

  /**
   * Changes an image in place, or not, as drawn.
   *
   * @param shape of the image, channels x height x width
   * @param images values in [-1, 1]
   * @param offset of the image in them
   * @param random draws what is done; a fixed number of draws is taken from it
   * @param told receives the {@link #size} augmentation parameters
   * @param at the first index written there
   */
  public void apply(
      Shape shape, float[] images, int offset, SplittableRandom random, float[] told, int at) {
    if (probability == 0) {
      return;
    }
    boolean mirrors = happens(random);
    boolean shifts = happens(random);
    boolean turns = happens(random);
    int right = random.nextInt(-MAX_SHIFT, MAX_SHIFT + 1);
    int down = random.nextInt(-MAX_SHIFT, MAX_SHIFT + 1);
    double angle = 2 * Math.PI * random.nextDouble();
    if (mirrors) {
      mirror(shape, images, offset);
      told[at] = 1;
    }
    if (shifts) {
      shift(shape, images, offset, right, down);
      told[at + 1] = (float) right / MAX_SHIFT;
      told[at + 2] = (float) down / MAX_SHIFT;
    }
    if (turns && shape.dimension(0) == RGB) {
      turnHue(shape.size() / RGB, images, offset, angle);
      told[at + 3] = (float) (1 - Math.cos(angle));
      told[at + 4] = (float) Math.sin(angle);
    }
  }

  private boolean happens(SplittableRandom random) {
    return random.nextDouble() < probability;
  }

  private static void mirror(Shape shape, float[] images, int offset) {
    int width = shape.dimension(2);
    for (int row = offset; row < offset + shape.size(); row += width) {
      for (int x = 0; x < width / 2; x++) {
        float left = images[row + x];
        images[row + x] = images[row + width - 1 - x];
        images[row + width - 1 - x] = left;
      }
    }
  }

  private static void shift(Shape shape, float[] images, int offset, int right, int down) {
    int height = shape.dimension(1);
    int width = shape.dimension(2);
    float[] before = new float[height * width];
    for (int plane = offset; plane < offset + shape.size(); plane += before.length) {
      System.arraycopy(images, plane, before, 0, before.length);
      for (int y = 0; y < height; y++) {
        for (int x = 0; x < width; x++) {
          int fromY = y - down;
          int fromX = x - right;
          boolean inside = fromY >= 0 && fromY < height && fromX >= 0 && fromX < width;
          images[plane + y * width + x] = inside ? before[fromY * width + fromX] : WHITE;
        }
      }
    }
  }

  /**
   * Rotates colours about the grey axis u = (1, 1, 1) / sqrt(3) by Rodrigues' formula, v cos + (u x
   * v) sin + u (u . v) (1 - cos), and cuts what leaves [-1, 1]. Greys stay.
   */
  private static void turnHue(int pixels, float[] images, int offset, double angle) {
    float cos = (float) Math.cos(angle);
    float sin = (float) (Math.sin(angle) / Math.sqrt(3));
    for (int r = offset; r < offset + pixels; r++) {
      int g = r + pixels;
      int b = g + pixels;
      float red = images[r];
      float green = images[g];
      float blue = images[b];
      float grey = (1 - cos) * (red + green + blue) / 3;
      images[r] = cut(cos * red + sin * (blue - green) + grey);
      images[g] = cut(cos * green + sin * (red - blue) + grey);
      images[b] = cut(cos * blue + sin * (green - red) + grey);
    }
  }

  private static float cut(float value) {
    return Math.max(-1, Math.min(1, value));
  }
}
