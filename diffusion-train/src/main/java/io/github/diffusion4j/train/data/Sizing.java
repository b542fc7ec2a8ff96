package io.github.diffusion4j.train.data;

import java.awt.image.BufferedImage;

/**
 * What size the images of a folder shall have.
 *
 * @param height in pixels
 * @param width in pixels
 * @param misfit what happens to an image of another size
 */
public record Sizing(int height, int width, Misfit misfit) {

  /** What happens to an image of another size. */
  public enum Misfit {
    /** It counts as unusable. */
    REJECT,
    /** It is resized, without regard to its proportions. */
    RESIZE
  }

  /**
   * Checks the size.
   *
   * @param height in pixels
   * @param width in pixels
   * @param misfit what happens to an image of another size
   * @throws IllegalArgumentException if a side is below 1
   */
  public Sizing {
    if (height < 1 || width < 1) {
      throw new IllegalArgumentException(
          "images of %dx%d: both sides are at least 1".formatted(height, width));
    }
  }

  /**
   * Takes images of one size.
   *
   * @param height in pixels
   * @param width in pixels
   * @return a sizing that rejects others
   */
  public static Sizing exactly(int height, int width) {
    return new Sizing(height, width, Misfit.REJECT);
  }

  /**
   * Makes images one size.
   *
   * @param height in pixels
   * @param width in pixels
   * @return a sizing that resizes others
   */
  public static Sizing resizedTo(int height, int width) {
    return new Sizing(height, width, Misfit.RESIZE);
  }

  boolean fits(BufferedImage image) {
    return image.getHeight() == height && image.getWidth() == width;
  }
}
