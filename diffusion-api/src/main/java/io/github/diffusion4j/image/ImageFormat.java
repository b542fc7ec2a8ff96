package io.github.diffusion4j.image;

import io.github.diffusion4j.tensor.Shape;
import io.github.diffusion4j.tensor.ValueRange;
import java.awt.image.BufferedImage;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;

/**
 * How float samples become images, and images samples: channels x height x width in planes, one
 * channel grey, three RGB, four RGBA. Colours are clipped to the value range, never stretched.
 *
 * <p>Immutable and thread-safe.
 *
 * @param shape of one sample: 1, 3 or 4 channels, height, width
 * @param range the values of black and white
 */
public record ImageFormat(Shape shape, ValueRange range) {

  /**
   * Checks the shape.
   *
   * @param shape of one sample: 1, 3 or 4 channels, height, width
   * @param range the values of black and white
   * @throws IllegalArgumentException if the shape is not channels x height x width, or the channels
   *     are not 1, 3 or 4
   */
  public ImageFormat {
    if (shape.rank() != 3 || !List.of(1, 3, 4).contains(shape.dimension(0))) {
      throw new IllegalArgumentException(
          "a sample of shape "
              + shape
              + " is not an image: that takes channels x height x width with 1 channel (grey), 3 (RGB)"
              + " or 4 (RGBA); write other samples as .npy");
    }
  }

  /**
   * The same height and width in one channel.
   *
   * @param newRange the values of black and white
   * @return a format of 1 x height x width
   */
  public ImageFormat grey(ValueRange newRange) {
    return new ImageFormat(Shape.of(1, height(), width()), newRange);
  }

  /**
   * One sample of a batch as an image.
   *
   * @param batch the values, samples x channels x height x width
   * @param index of the sample, from 0
   * @return an sRGB image; with transparency if there are four channels
   * @throws IndexOutOfBoundsException if the batch has no such sample
   * @throws IllegalArgumentException if the batch holds no whole samples
   */
  public BufferedImage image(float[] batch, int index) {
    int from = Objects.checkIndex(index, count(batch)) * shape.size();
    int plane = height() * width();
    int[] argb = new int[plane];
    for (int i = 0; i < plane; i++) {
      int first = range.toByte(batch[from + i]);
      argb[i] =
          channels() == 1
              ? 0xFF000000 | first * 0x010101
              : (channels() == 4 ? range.toByte(batch[from + 3 * plane + i]) << 24 : 0xFF000000)
                  | first << 16
                  | range.toByte(batch[from + plane + i]) << 8
                  | range.toByte(batch[from + 2 * plane + i]);
    }
    int type = channels() == 4 ? BufferedImage.TYPE_INT_ARGB : BufferedImage.TYPE_INT_RGB;
    var image = new BufferedImage(width(), height(), type);
    image.setRGB(0, 0, width(), height(), argb, 0, width());
    return image;
  }

  /**
   * All samples of a batch as images.
   *
   * @param batch the values, samples x channels x height x width
   * @return one image per sample
   * @throws IllegalArgumentException if the batch holds no whole samples
   */
  public List<BufferedImage> images(float[] batch) {
    return IntStream.range(0, count(batch)).mapToObj(i -> image(batch, i)).toList();
  }

  /**
   * The values of an image, without loss from 8 bits: {@code image(values(p), 0)} has the colours
   * of p. Without an alpha channel in the shape, transparency goes onto white; a grey shape takes
   * the luma of ITU-R BT.601, 0.299 red + 0.587 green + 0.114 blue.
   *
   * @param image of this format's height and width
   * @return channels x height x width
   * @throws IllegalArgumentException if the size is another
   */
  public float[] values(BufferedImage image) {
    requireSize("the image", image.getWidth(), image.getHeight());
    float[] values = new float[shape.size()];
    int plane = height() * width();
    int[] argb = Pixels.of(image);
    for (int i = 0; i < plane; i++) {
      double red = colour(argb[i], 16);
      double green = colour(argb[i], 8);
      double blue = colour(argb[i], 0);
      if (channels() == 1) {
        values[i] = range.fromByte((299 * red + 587 * green + 114 * blue) / 1000);
        continue;
      }
      values[i] = range.fromByte(red);
      values[plane + i] = range.fromByte(green);
      values[2 * plane + i] = range.fromByte(blue);
      if (channels() == 4) {
        values[3 * plane + i] = range.fromByte(argb[i] >>> 24);
      }
    }
    return values;
  }

  /** One of red, green and blue from 0 to 255, over white unless alpha is a channel of its own. */
  private double colour(int argb, int shift) {
    int alpha = channels() == 4 ? 255 : argb >>> 24;
    return (alpha * (argb >> shift & 0xFF) + (255 - alpha) * 255) / 255.0;
  }

  /**
   * Reads an image file of any format that {@link ImageFileReader} reads, as {@link #values}.
   *
   * @param file of this format's height and width, once upright
   * @return channels x height x width
   * @throws UncheckedIOException if the file cannot be read or is damaged; the message names it
   * @throws IllegalArgumentException if it is not an image, or its size is another
   */
  public float[] read(Path file) {
    return values(
        ImageFileReader.read(ImageFileReader.bytes(file), file.toString(), this::requireSize));
  }

  /**
   * Reads an image from a stream, as {@link #read(Path)}.
   *
   * @param in the content of an image file of this format's height and width; not closed
   * @param name of the image, for messages
   * @return channels x height x width
   * @throws UncheckedIOException if it cannot be read or is damaged; the message names it
   * @throws IllegalArgumentException if it is not an image, or its size is another
   */
  public float[] read(InputStream in, String name) {
    return values(ImageFileReader.read(ImageFileReader.bytes(in, name), name, this::requireSize));
  }

  private void requireSize(String what, int imageWidth, int imageHeight) {
    if (imageWidth != width() || imageHeight != height()) {
      throw new IllegalArgumentException(
          "%s is %d wide and %d high, not %d and %d: scale or crop it"
              .formatted(what, imageWidth, imageHeight, width(), height()));
    }
  }

  private int count(float[] batch) {
    if (batch.length % shape.size() != 0) {
      throw new IllegalArgumentException(
          batch.length + " values are no whole number of samples of " + shape);
    }
    return batch.length / shape.size();
  }

  private int channels() {
    return shape.dimension(0);
  }

  private int height() {
    return shape.dimension(1);
  }

  private int width() {
    return shape.dimension(2);
  }
}
