package io.github.diffusion4j.samples.cli;

import io.github.diffusion4j.Samples;
import io.github.diffusion4j.image.AnimatedGif;
import io.github.diffusion4j.image.PictureFormat;
import io.github.diffusion4j.image.Png;
import io.github.diffusion4j.image.Sheet;
import io.github.diffusion4j.model.ModelCard;
import java.awt.image.BufferedImage;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The files of a way between two samples. */
final class WayOutputs {
  private static final Path DEFAULT = Path.of("interpolation.png");
  private static final Duration FRAME = Duration.ofMillis(120);
  private static final Duration END = Duration.ofSeconds(1);

  @Option(
      names = "--png",
      paramLabel = "OUT.png",
      description = "Write the samples in a row. Without any output: interpolation.png.")
  private @Nullable Path png;

  @Option(
      names = "--gif",
      paramLabel = "OUT.gif",
      description = "Write them as an animation that goes to and fro.")
  private @Nullable Path gif;

  @Option(names = "--one-way", description = "Let the animation start again at its end.")
  private boolean oneWay;

  @Option(
      names = "--npy",
      paramLabel = "OUT.npy",
      description = "Write the values: float32 [n,c,h,w] in the model's range, not clipped.")
  private @Nullable Path npy;

  @Option(
      names = "--zoom",
      paramLabel = "Z",
      description = "Pixels that a pixel becomes in each direction. Default: ${DEFAULT-VALUE}.")
  private int zoom = 1;

  /** Finds out what cannot be written before anything is generated. */
  void check(ModelCard card) {
    Sheet.DEFAULT.withZoom(zoom);
    Destination.check(png, gif, npy);
    if (oneWay && gif == null) {
      throw new IllegalArgumentException("--one-way without --gif: it is how an animation runs");
    }
    if (png != null || gif != null || npy == null) {
      new PictureFormat(card.shape(), card.range());
    }
  }

  void write(Samples samples, PrintWriter log) {
    Sheet sheet = Sheet.DEFAULT.withZoom(zoom);
    List<BufferedImage> way = IntStream.range(0, samples.count()).mapToObj(samples::image).toList();
    boolean nothing = png == null && gif == null && npy == null;
    Destination.write(
        nothing ? DEFAULT : png, path -> Png.write(path, sheet.grid(way, way.size())), log);
    Destination.write(
        gif,
        path -> {
          List<BufferedImage> forth = way.stream().map(p -> sheet.grid(List.of(p))).toList();
          animation().write(path, oneWay ? forth : toAndFro(forth));
        },
        log);
    Destination.write(npy, samples::writeNpy, log);
  }

  /** One way stands still at its end; to and fro, each picture is shown as long as the others. */
  private AnimatedGif animation() {
    return new AnimatedGif(FRAME, oneWay ? END : FRAME, AnimatedGif.DEFAULT.tolerance());
  }

  private static <T> List<T> toAndFro(List<T> forth) {
    List<T> frames = new ArrayList<>(forth);
    for (int i = forth.size() - 2; i > 0; i--) {
      frames.add(forth.get(i));
    }
    return frames;
  }
}
