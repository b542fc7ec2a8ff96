package io.github.diffusion4j.image;

import com.google.common.math.LongMath;
import java.awt.Color;
import java.awt.Dimension;
import java.awt.image.BufferedImage;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * How images of one size are laid out on one: a grid of samples, or a film strip of a trajectory.
 * Their colours stay exact; transparency goes onto the background.
 *
 * <p>Immutable and thread-safe.
 *
 * @param zoom pixels that a pixel becomes in each direction, at least 1
 * @param gap pixels around and between the images, at least 0; not zoomed
 * @param background of the gaps
 */
public record Sheet(int zoom, int gap, Color background) {

  private static final int MAX_PIXELS = 1 << 27; // 512 MiB as integers
  private static final int EASILY_SEEN = 128;
  private static final int SCREEN = 2048;

  /** As large as the images are, two pixels of white between them. */
  public static final Sheet DEFAULT = new Sheet(1, 2, Color.WHITE);

  /**
   * Checks the ranges.
   *
   * @param zoom pixels that a pixel becomes in each direction, at least 1
   * @param gap pixels around and between the images, at least 0
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
   * The same layout with small images enlarged by a whole factor, sharply: the largest zoom at
   * which an image is at most 128 pixels wide and high and the grid at most 2048, at least 1.
   *
   * @param images in the grid, at least 1
   * @param columns at least 1
   * @param width of one image
   * @param height of one image
   * @return a copy
   */
  public Sheet enlarged(int images, int columns, int width, int height) {
    int rows = rows(images, columns);
    int across = Math.min(EASILY_SEEN, (SCREEN - gap) / columns - gap) / width;
    int down = Math.min(EASILY_SEEN, (SCREEN - gap) / rows - gap) / height;
    return withZoom(Math.max(1, Math.min(across, down)));
  }

  /**
   * The size of a grid.
   *
   * @param images in the grid, at least 1
   * @param columns at least 1
   * @param width of one image
   * @param height of one image
   * @return in pixels
   * @throws ArithmeticException if the grid has more than 2^27 pixels; the message says so
   */
  public Dimension gridSize(int images, int columns, int width, int height) {
    long sheetWidth = span(columns, width);
    long sheetHeight = span(rows(images, columns), height);
    if (sheetWidth > MAX_PIXELS / sheetHeight) {
      throw new ArithmeticException(
          "a sheet of %d times %dx%d at zoom %d has %dx%d pixels: at most %d fit; zoom less or take fewer"
              .formatted(images, width, height, zoom, sheetWidth, sheetHeight, MAX_PIXELS));
    }
    return new Dimension((int) sheetWidth, (int) sheetHeight);
  }

  /**
   * The columns of a grid about as wide as high: the fewest that fill all rows, at most twice as
   * many as rows; else the nearest.
   *
   * @param images in the grid, at least 1
   * @return at least 1
   */
  public static int columns(int images) {
    int square = (int) Math.ceil(Math.sqrt(images));
    return IntStream.rangeClosed(square, (int) Math.sqrt(2.0 * images) + 1)
        .filter(c -> images % c == 0)
        .findFirst()
        .orElse(square);
  }

  /**
   * A grid about as wide as high, filled row by row.
   *
   * @param images of one size, one or more
   * @return the sheet, opaque RGB
   * @throws IllegalArgumentException if there is no image, or they differ in size
   */
  public BufferedImage grid(List<BufferedImage> images) {
    return grid(images, columns(Math.max(1, images.size())));
  }

  /**
   * A grid, filled row by row.
   *
   * @param images of one size, one or more
   * @param columns at least 1
   * @return the sheet, opaque RGB
   * @throws IllegalArgumentException if there is no image, they differ in size, or there is no
   *     column
   * @throws ArithmeticException if the grid has more than 2^27 pixels
   */
  public BufferedImage grid(List<BufferedImage> images, int columns) {
    if (images.isEmpty() || columns < 1) {
      throw new IllegalArgumentException(
          images.size() + " images in " + columns + " columns: a grid has one or more of both");
    }
    int width = images.get(0).getWidth();
    int height = images.get(0).getHeight();
    Dimension size = gridSize(images.size(), columns, width, height);
    int[] rgb = new int[size.width * size.height];
    Arrays.fill(rgb, background.getRGB());
    for (int i = 0; i < images.size(); i++) {
      BufferedImage image = images.get(i);
      if (image.getWidth() != width || image.getHeight() != height) {
        throw new IllegalArgumentException(
            "image %d is %dx%d and the first %dx%d: a sheet takes one size"
                .formatted(i, image.getWidth(), image.getHeight(), width, height));
      }
      int left = (int) span(i % columns, width);
      int top = (int) span(i / columns, height);
      int[] pixels = Pixels.onto(background, image);
      for (int y = 0; y < height * zoom; y++) {
        for (int x = 0; x < width * zoom; x++) {
          rgb[(top + y) * size.width + left + x] = pixels[y / zoom * width + x / zoom];
        }
      }
    }
    var sheet = new BufferedImage(size.width, size.height, BufferedImage.TYPE_INT_RGB);
    sheet.setRGB(0, 0, size.width, size.height, rgb, 0, size.width);
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

  private static int rows(int images, int columns) {
    return -Math.floorDiv(-images, columns);
  }

  /** Pixels of n images with the gaps before, between and after them. */
  private long span(int n, int side) {
    return LongMath.saturatedAdd(LongMath.saturatedMultiply(n, (long) side * zoom + gap), gap);
  }
}
