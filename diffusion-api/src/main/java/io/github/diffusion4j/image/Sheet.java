package io.github.diffusion4j.image;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * How pictures of one size are laid out on one: a grid of samples, or a film strip of a trajectory.
 * Their colours stay exact; transparency goes onto the background.
 *
 * <p>Immutable and thread-safe.
 *
 * @param zoom pixels that a pixel becomes in each direction, at least 1
 * @param gap pixels around and between the pictures, at least 0; not zoomed
 * @param background of the gaps
 */
public record Sheet(int zoom, int gap, Color background) {

  /** As large as the pictures are, two pixels of white between them. */
  public static final Sheet DEFAULT = new Sheet(1, 2, Color.WHITE);

  /**
   * Checks the ranges.
   *
   * @param zoom pixels that a pixel becomes in each direction, at least 1
   * @param gap pixels around and between the pictures, at least 0
   * @param background of the gaps
   * @throws IllegalArgumentException if the zoom is below 1 or the gap below 0
   */
  public Sheet {
    if (zoom < 1 || gap < 0) {
      throw new IllegalArgumentException(
          "zoom " + zoom + ", gap " + gap + ": a zoom is at least 1, a gap at least 0");
    }
  }

  /**
   * The same layout with larger pixels, for icons that are too small to look at.
   *
   * @param newZoom at least 1
   * @return a copy
   * @throws IllegalArgumentException if the zoom is below 1
   */
  public Sheet withZoom(int newZoom) {
    return new Sheet(newZoom, gap, background);
  }

  /**
   * A grid about as wide as high, filled row by row.
   *
   * @param pictures of one size, one or more
   * @return the sheet, opaque RGB
   * @throws IllegalArgumentException if there is no picture, or they differ in size
   */
  public BufferedImage grid(List<BufferedImage> pictures) {
    return grid(pictures, columns(Math.max(1, pictures.size())));
  }

  /**
   * A grid, filled row by row.
   *
   * @param pictures of one size, one or more
   * @param columns at least 1
   * @return the sheet, opaque RGB
   * @throws IllegalArgumentException if there is no picture, they differ in size, or there is no
   *     column
   * @throws ArithmeticException if the sheet has more pixels than a picture can hold
   */
  public BufferedImage grid(List<BufferedImage> pictures, int columns) {
    if (pictures.isEmpty() || columns < 1) {
      throw new IllegalArgumentException(
          pictures.size() + " pictures in " + columns + " columns: a grid has one or more of both");
    }
    int width = pictures.get(0).getWidth();
    int height = pictures.get(0).getHeight();
    int rows = -Math.floorDiv(-pictures.size(), columns);
    int sheetWidth = span(columns, width);
    int sheetHeight = span(rows, height);
    int[] rgb = new int[Math.multiplyExact(sheetWidth, sheetHeight)];
    Arrays.fill(rgb, background.getRGB());
    for (int i = 0; i < pictures.size(); i++) {
      BufferedImage picture = pictures.get(i);
      if (picture.getWidth() != width || picture.getHeight() != height) {
        throw new IllegalArgumentException(
            "picture %d is %dx%d and the first %dx%d: a sheet takes one size"
                .formatted(i, picture.getWidth(), picture.getHeight(), width, height));
      }
      int left = span(i % columns, width);
      int top = span(i / columns, height);
      int[] pixels = Pixels.onto(background, picture);
      for (int y = 0; y < height * zoom; y++) {
        for (int x = 0; x < width * zoom; x++) {
          rgb[(top + y) * sheetWidth + left + x] = pixels[y / zoom * width + x / zoom];
        }
      }
    }
    var sheet = new BufferedImage(sheetWidth, sheetHeight, BufferedImage.TYPE_INT_RGB);
    sheet.setRGB(0, 0, sheetWidth, sheetHeight, rgb, 0, sheetWidth);
    return sheet;
  }

  /**
   * A film strip: a row for each sample, a column for each frame of its trajectory.
   *
   * @param frames one or more, each with the same samples in the same order
   * @return the sheet, opaque RGB
   * @throws IllegalArgumentException if there is no frame or no sample, or the frames differ in
   *     samples or in size
   */
  public BufferedImage filmStrip(List<List<BufferedImage>> frames) {
    int samples = frames.isEmpty() ? 0 : frames.get(0).size();
    if (frames.stream().anyMatch(f -> f.size() != samples)) {
      throw new IllegalArgumentException(
          "frames of "
              + frames.stream().map(List::size).distinct().toList()
              + " samples: a film strip takes the same samples in every frame");
    }
    var bySample =
        IntStream.range(0, samples)
            .boxed()
            .flatMap(i -> frames.stream().map(frame -> frame.get(i)))
            .toList();
    return grid(bySample, frames.size());
  }

  /** Pixels of n pictures with the gaps before, between and after them. */
  private int span(int n, int side) {
    int pitch = Math.addExact(Math.multiplyExact(side, zoom), gap);
    return Math.addExact(Math.multiplyExact(n, pitch), gap);
  }

  /** The fewest columns that fill all rows, at most twice as many as rows; else the nearest. */
  private static int columns(int n) {
    int square = (int) Math.ceil(Math.sqrt(n));
    return IntStream.rangeClosed(square, (int) Math.sqrt(2.0 * n) + 1)
        .filter(c -> n % c == 0)
        .findFirst()
        .orElse(square);
  }
}
