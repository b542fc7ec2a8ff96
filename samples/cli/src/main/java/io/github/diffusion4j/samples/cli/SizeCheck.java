package io.github.diffusion4j.samples.cli;

import io.github.diffusion4j.tensor.Shape;

/** The sizes of images that the networks here are made for. */
final class SizeCheck {
  private static final int FACTOR = 4;
  private static final int MAX = 64;

  private SizeCheck() {}

  /** Refuses another size, and tells the nearest that is good. */
  static void check(Shape image) {
    int height = image.dimension(1);
    int width = image.dimension(2);
    double shrink = Math.min(1, (double) MAX / Math.max(height, width));
    int goodHeight = nearest(height * shrink);
    int goodWidth = nearest(width * shrink);
    if (height != goodHeight || width != goodWidth) {
      throw new IllegalArgumentException(
          "images of %dx%d: height and width are multiples of %d, since the networks halve twice, and"
                  .formatted(height, width, FACTOR)
              + " up to %d, since a CPU takes hours for more; give --resize %dx%d"
                  .formatted(MAX, goodHeight, goodWidth));
    }
  }

  private static int nearest(double side) {
    return Math.max(FACTOR, (int) Math.round(side / FACTOR) * FACTOR);
  }
}
