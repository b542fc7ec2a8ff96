package io.github.diffusion4j.samples.server;

import io.github.diffusion4j.image.ImageFormat;
import io.github.diffusion4j.tensor.Shape;
import io.github.diffusion4j.tensor.Tensor;
import io.github.diffusion4j.tensor.ValueRange;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.Optional;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;

/** An image file of a client. */
final class Upload {
  private static final ValueRange UNIT = new ValueRange(0, 1);

  private final String field;
  private final byte[] file;
  private final ImageSize size;

  private Upload(String field, byte[] file, ImageSize size) {
    this.field = field;
    this.file = file;
    this.size = size;
  }

  /** Looks at the size, and refuses an image that is no image or too large to be decoded. */
  static Upload of(String field, byte[] file, int maxSide) {
    ImageSize size = sizeOf(field, file);
    if (Math.max(size.width(), size.height()) > maxSide) {
      throw Fields.bad(
          field, size.toString(), "an image of %d pixels per side at most".formatted(maxSide));
    }
    return new Upload(field, file, size);
  }

  private static ImageSize sizeOf(String field, byte[] file) {
    try (ImageInputStream in = ImageIO.createImageInputStream(new ByteArrayInputStream(file))) {
      Iterator<ImageReader> readers = ImageIO.getImageReaders(in);
      if (readers.hasNext()) {
        ImageReader reader = readers.next();
        try {
          reader.setInput(in);
          return new ImageSize(reader.getWidth(0), reader.getHeight(0));
        } finally {
          reader.dispose();
        }
      }
    } catch (IOException | RuntimeException e) { // readers throw what they like at damaged files
      throw ApiException.badField(field, field + ": the file is damaged");
    }
    throw ApiException.badField(field, field + ": the file is no PNG, JPEG, GIF or BMP");
  }

  /** The image in the values of a format; one that is larger by a whole factor is averaged. */
  Tensor as(ImageFormat format) {
    Shape shape = format.shape();
    ImageSize own = new ImageSize(shape.dimension(2), shape.dimension(1));
    int times = size.timesOf(own);
    if (times == 0) {
      throw Fields.bad(
          field,
          size.toString(),
          "%s or larger by a whole factor: scale or crop it".formatted(own));
    }
    Shape large = Shape.of(shape.dimension(0), size.height(), size.width());
    float[] values = read(new ImageFormat(large, format.range()));
    return Tensor.wrap(shape, times == 1 ? values : averaged(values, shape, times));
  }

  private float[] read(ImageFormat format) {
    try {
      return format.read(new ByteArrayInputStream(file), field);
    } catch (IllegalArgumentException | UncheckedIOException e) {
      throw ApiException.badField(field, String.valueOf(e.getMessage()));
    }
  }

  private static float[] averaged(float[] values, Shape shape, int times) {
    float[] means = new float[shape.size()];
    int width = shape.dimension(2);
    for (int i = 0; i < means.length; i++) {
      int left = i % width * times;
      int top = i / width * times; // planes lie below each other
      double sum = 0;
      for (int y = top; y < top + times; y++) {
        for (int x = left; x < left + times; x++) {
          sum += values[y * width * times + x];
        }
      }
      means[i] = (float) (sum / (times * times));
    }
    return means;
  }

  /**
   * The image as a mask: 1 where it is transparent, as clients of OpenAI draw masks; without any
   * transparency 1 where it is white, as other tools do.
   */
  Tensor mask(ImageFormat format) {
    return transparency(format).orElseGet(() -> as(format.grey(UNIT)));
  }

  /** How transparent each pixel is; empty if none is. */
  Optional<Tensor> transparency(ImageFormat format) {
    Shape image = format.shape();
    Shape one = Shape.of(1, image.dimension(1), image.dimension(2));
    Shape four = Shape.of(4, image.dimension(1), image.dimension(2));
    float[] rgba = as(new ImageFormat(four, UNIT)).data();
    float[] mask = new float[one.size()];
    boolean any = false;
    for (int i = 0; i < mask.length; i++) {
      mask[i] = 1 - rgba[3 * mask.length + i];
      any |= mask[i] > 0;
    }
    return any ? Optional.of(Tensor.wrap(one, mask)) : Optional.empty();
  }
}
