package io.github.diffusion4j.samples.cli;

import io.github.diffusion4j.image.ImageFormat;
import io.github.diffusion4j.tensor.Shape;
import io.github.diffusion4j.tensor.Tensor;
import io.github.diffusion4j.tensor.ValueRange;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A mask as an argument: an image, or the rectangle that is painted anew. */
final class MaskArgument {
  private static final Pattern RECTANGLE =
      Pattern.compile("(\\d{1,5}),(\\d{1,5}),(\\d{1,5})x(\\d{1,5})");

  /** Black is kept, white is painted anew. */
  private static final ValueRange REPAINTED = new ValueRange(0, 1);

  private MaskArgument() {}

  static Tensor read(String mask, ImageFormat image) {
    Matcher rectangle = RECTANGLE.matcher(mask);
    return rectangle.matches()
        ? painting(rectangle, image.shape())
        : FileInputs.images(List.of(Path.of(mask)), image.grey(REPAINTED));
  }

  /** One channel: 1 repaints, 0 keeps. */
  private static Tensor painting(Matcher rectangle, Shape sample) {
    int height = sample.dimension(1);
    int width = sample.dimension(2);
    int left = Integer.parseInt(rectangle.group(1));
    int top = Integer.parseInt(rectangle.group(2));
    int right = left + Integer.parseInt(rectangle.group(3));
    int bottom = top + Integer.parseInt(rectangle.group(4));
    if (right > width || bottom > height || left == right || top == bottom) {
      throw new IllegalArgumentException(
          "--mask %s: a rectangle X,Y,WxH of at least a pixel within the image of %dx%d"
              .formatted(rectangle.group(), width, height));
    }
    float[] repaint = new float[height * width];
    for (int y = top; y < bottom; y++) {
      Arrays.fill(repaint, y * width + left, y * width + right, 1);
    }
    return Tensor.wrap(Shape.of(1, height, width), repaint);
  }
}
