package io.github.diffusion4j.samples.cli;

import io.github.diffusion4j.Samples;
import io.github.diffusion4j.image.PictureFormat;
import io.github.diffusion4j.image.Sheet;
import io.github.diffusion4j.model.ModelCard;
import java.io.PrintWriter;
import java.nio.file.Path;
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
      description = "Write a picture, or a grid of several. Without any output: samples.png.")
  private @Nullable Path png;

  @Option(
      names = "--gif",
      paramLabel = "OUT.gif",
      description = "Write the way from noise to samples as an animation.")
  private @Nullable Path gif;

  @Option(
      names = "--film",
      paramLabel = "OUT.png",
      description = "Write that way as a film strip, a row a sample.")
  private @Nullable Path film;

  @Option(
      names = "--frames",
      paramLabel = "N",
      description = "Pictures of the animation or the film strip. Default: " + FRAMES + ".")
  private int frames = FRAMES;

  @Option(
      names = "--zoom",
      paramLabel = "Z",
      description = "Pixels that a pixel becomes in each direction. Default: ${DEFAULT-VALUE}.")
  private int zoom = 1;

  /** Finds out what cannot be written before anything is generated. */
  void check(ModelCard card) {
    Sheet.DEFAULT.withZoom(zoom);
    Destination.check(npy, png, gif, film);
    if (png != null || gif != null || film != null || npy == null) {
      new PictureFormat(card.shape(), card.range());
    }
  }

  /** The states to keep on the way. */
  int frames() {
    return gif == null && film == null ? 0 : frames;
  }

  void write(Samples samples, PrintWriter log) {
    Sheet sheet = Sheet.DEFAULT.withZoom(zoom);
    Destination.write(npy, samples::writeNpy, log);
    boolean nothing = npy == null && png == null && frames() == 0;
    Destination.write(nothing ? DEFAULT : png, path -> writePng(samples, path), log);
    Destination.write(gif, path -> samples.writeGif(path, sheet), log);
    Destination.write(film, path -> samples.writeFilmStrip(path, sheet), log);
  }

  private void writePng(Samples samples, Path path) {
    if (zoom == 1) {
      samples.writePng(path);
    } else {
      samples.writePng(path, Sheet.DEFAULT.withZoom(zoom));
    }
  }
}
