package io.github.diffusion4j.samples.cli;

import io.github.diffusion4j.GenerationRequest;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How large images are, and how they are decoded. */
final class SizeOptions {
  private static final Pattern SIZE = Pattern.compile("(\\d{1,5})x(\\d{1,5})");

  @Option(
      names = "--size",
      paramLabel = "WxH",
      description =
          "Width and height of the images in pixels, for models that take several, such as 768x512."
              + " Default: the model's.")
  private @Nullable String size;

  @Option(
      names = "--tiles",
      paramLabel = "N",
      description =
          "Decode latents in square tiles of N pixels with blended seams, so that the decoder's"
              + " memory does not grow with the image.")
  private @Nullable Integer tiles;

  /** Makes the choices; before images and starts, which have the size. */
  void apply(GenerationRequest request) {
    if (size != null) {
      Matcher sides = SIZE.matcher(size);
      if (!sides.matches()) {
        throw new IllegalArgumentException(
            "--size " + size + ": width and height in pixels, such as 768x512");
      }
      request.size(Integer.parseInt(sides.group(1)), Integer.parseInt(sides.group(2)));
    }
    if (tiles != null) {
      request.decodeInTiles(tiles);
    }
  }
}
