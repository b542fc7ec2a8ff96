package io.github.diffusion4j.samples.cli;

import io.github.diffusion4j.GenerationRequest;
import io.github.diffusion4j.Samples;
import io.github.diffusion4j.image.Sheet;
import io.github.diffusion4j.tensor.Shape;
import java.awt.Color;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The files that are written. */
final class Outputs {
  private static final Path DEFAULT = Path.of("samples.png");
  private static final int FRAMES = 10;

  @Option(
      names = "--npy",
      paramLabel = "OUT.npy",
      description = "Write the values: float32 [n,c,h,w] in the model's range, not clipped.")
  private @Nullable Path npy;

  @Option(
      names = "--png",
      paramLabel = "OUT.png",
      description = "Write an image, or a grid of several. Without any output: samples.png.")
  private @Nullable Path png;

  @Option(
      names = "--gif",
      paramLabel = "OUT.gif",
      description = "Write the way from noise to samples as an animation.")
  private @Nullable Path gif;

  @Option(
      names = "--film",
      paramLabel = "OUT.png",
      description = "Write that way as a film strip, a row per sample.")
  private @Nullable Path film;

  @Option(
      names = "--frames",
      paramLabel = "N",
      description = "Images of the animation or the film strip. Default: " + FRAMES + ".")
  private @Nullable Integer frames;

  @Option(
      names = "--zoom",
      paramLabel = "Z",
      description = Zoom.MEANING + "; a single one in --png stays as it is.")
  private @Nullable Integer zoom;

  /** Finds out what cannot be written before anything else is done. */
  void check() {
    Destination.check(List.of(npy(), png(), gif(), film()));
    if (frames != null && frames < 2) {
      throw new IllegalArgumentException(
          "--frames " + frames + ": at least 2, the start and the result");
    }
    if (frames != null && gif == null && film == null) {
      throw new IllegalArgumentException(
          "--frames " + frames + " of what? Ask for an animation or a film strip, --gif or --film");
    }
  }

  /** Finds out what is no image, or too large a one, before anything is generated. */
  void check(GenerationRequest request) {
    if (png().file() == null && frames() == 0) {
      return;
    }
    Shape image = request.imageFormat().shape();
    int count = request.count();
    Sheet unusedGrid = grid(count, image);
    if (film != null) {
      Sheet unusedStrip = strip(count, Math.min(frames(), request.plan().evaluations() + 1), image);
    }
  }

  /** The states to keep on the way. */
  int frames() {
    return gif == null && film == null ? 0 : Objects.requireNonNullElse(frames, FRAMES);
  }

  void write(Samples samples, PrintWriter log) {
    npy().write(samples::writeNpy, log);
    png().write(path -> writePng(samples, path), log);
    gif().write(path -> samples.writeGif(path, grid(samples.count(), samples.shape())), log);
    film()
        .write(
            path -> {
              int kept = samples.frames().size();
              samples.writeFilmStrip(path, strip(samples.count(), kept, samples.shape()));
            },
            log);
  }

  /** An image alone is as large as the sample, so that it can be given as --init. */
  private void writePng(Samples samples, Path path) {
    if (samples.count() > 1) {
      samples.writePng(path, grid(samples.count(), samples.shape()));
    } else if (zoom == null || zoom == 1) {
      samples.writePng(path);
    } else {
      samples.writePng(path, new Sheet(zoom, 0, Color.WHITE));
    }
  }

  private Sheet grid(int count, Shape shape) {
    return Zoom.sheet(zoom, count, Sheet.columns(count), shape);
  }

  private Sheet strip(int count, int frames, Shape shape) {
    return Zoom.sheet(zoom, Math.multiplyExact(count, frames), frames, shape);
  }

  private Destination npy() {
    return new Destination("--npy", npy, ".npy");
  }

  private Destination png() {
    boolean nothing = npy == null && png == null && gif == null && film == null;
    return new Destination("--png", nothing ? DEFAULT : png, ".png");
  }

  private Destination gif() {
    return new Destination("--gif", gif, ".gif");
  }

  private Destination film() {
    return new Destination("--film", film, ".png");
  }
}
