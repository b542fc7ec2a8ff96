package io.github.diffusion4j.samples.cli;

import io.github.diffusion4j.GenerationRequest;
import io.github.diffusion4j.image.ImageFormat;
import io.github.diffusion4j.tensor.Tensor;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Images that are changed, or of which a part is kept. */
final class ImageOptions {
  private static final double STRENGTH = 0.6;

  @Option(
      names = "--init",
      paramLabel = "PNG",
      description = {
        "Change this image (image to image), or with --mask a part of it (inpainting).",
        "Several are dealt out over the samples in turn."
      })
  private List<Path> init = List.of();

  @Option(
      names = "--strength",
      paramLabel = "S",
      description = {
        "How much of --init is changed, in (0, 1]: the share of the steps that is walked.",
        "Default: " + STRENGTH + "; with --mask, the unmasked part starts from pure noise."
      })
  private @Nullable Double strength;

  @Option(
      names = "--mask",
      paramLabel = "PNG|X,Y,WxH",
      description = {
        "What of --init is painted anew: white is, black is kept, grey blends. Or a rectangle by its"
            + " left upper corner and its size, such as 8,8,8x8.",
        "--sampler repaint makes the two fit best, at several times the work."
      })
  private @Nullable String mask;

  /**
   * Makes the choices.
   *
   * @param start the option that already says where samples start, if one does
   */
  void apply(GenerationRequest request, Optional<String> start) {
    check(start);
    if (init.isEmpty()) {
      return;
    }
    ImageFormat format = request.imageFormat();
    Tensor images = FileInputs.images(init, format);
    if (mask != null) {
      request.inpaint(images, MaskArgument.read(mask, format));
    }
    if (startsFromImage()) {
      request.imageToImage(images, strength == null ? STRENGTH : strength);
    }
  }

  private boolean startsFromImage() {
    return strength != null || (mask == null && !init.isEmpty());
  }

  private void check(Optional<String> start) {
    if (mask != null && init.isEmpty()) {
      throw new IllegalArgumentException(
          "--mask " + mask + " of which image? Give the one to keep a part of with --init");
    }
    if (strength != null && init.isEmpty()) {
      throw new IllegalArgumentException(
          "--strength " + strength + " on which image? Give the one to change with --init");
    }
    if (startsFromImage() && start.isPresent()) {
      throw new IllegalArgumentException(
          "%s with --init %s: there is one start, give either, or --mask without --strength"
              .formatted(start.get(), init.get(0)));
    }
  }
}
