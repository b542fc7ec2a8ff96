package io.github.diffusion4j.samples.server;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Width and height in pixels.
 *
 * @param width at least 1
 * @param height at least 1
 */
record ImageSize(int width, int height) {
  private static final Pattern TEXT = Pattern.compile("([1-9]\\d{0,4})x([1-9]\\d{0,4})");

  /** Reads the field {@code size}; none and {@code auto} are the model's own. */
  static Optional<ImageSize> of(Fields fields, int maxSide) {
    return fields
        .text("size")
        .filter(text -> !text.equals("auto"))
        .map(
            text -> {
              Matcher match = TEXT.matcher(text);
              if (match.matches()) {
                ImageSize size =
                    new ImageSize(
                        Integer.parseInt(match.group(1)), Integer.parseInt(match.group(2)));
                if (Math.max(size.width, size.height) <= maxSide) {
                  return size;
                }
              }
              throw Fields.bad(
                  "size", text, "WIDTHxHEIGHT in pixels, %d at most, or auto".formatted(maxSide));
            });
  }

  /** By which whole number another size has to be multiplied; 0 if by none. */
  int timesOf(ImageSize other) {
    int times = width / other.width;
    return other.width * times == width && other.height * times == height ? times : 0;
  }

  @Override
  public String toString() {
    return width + "x" + height;
  }
}
