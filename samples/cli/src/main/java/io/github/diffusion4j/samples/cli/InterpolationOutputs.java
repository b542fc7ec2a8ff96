package io.github.diffusion4j.samples.cli;

import io.github.diffusion4j.GenerationRequest;
import io.github.diffusion4j.Samples;
import io.github.diffusion4j.image.AnimatedGif;
import io.github.diffusion4j.image.Png;
import io.github.diffusion4j.image.Sheet;
import io.github.diffusion4j.tensor.Shape;
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
final class InterpolationOutputs {
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

  @Option(names = "--zoom", paramLabel = "Z", description = Zoom.MEANING + ".")
  private @Nullable Integer zoom;

  /** Finds out what cannot be written before anything else is done. */
  void check() {
    Destination.check(List.of(png(), gif(), npy()));
    if (oneWay && gif == null) {
      throw new IllegalArgumentException("--one-way without --gif: it is how an animation runs");
    }
  }

  /** Finds out what is no image, or too large a one, before anything is generated. */
  void check(GenerationRequest request) {
    if (png().file() != null || gif != null) {
      Sheet unusedRow = sheet(request.count(), request.imageFormat().shape());
    }
  }

  void write(Samples samples, PrintWriter log) {
    List<BufferedImage> way = IntStream.range(0, samples.count()).mapToObj(samples::image).toList();
    Sheet row = sheet(way.size(), samples.shape());
    png().write(path -> Png.write(path, row.grid(way, way.size())), log);
    Sheet one = sheet(1, samples.shape());
    gif()
        .write(
            path -> {
              List<BufferedImage> forth = way.stream().map(p -> one.grid(List.of(p))).toList();
              animation().write(path, oneWay ? forth : toAndFro(forth));
            },
            log);
    npy().write(samples::writeNpy, log);
  }

  private Sheet sheet(int images, Shape shape) {
    return Zoom.sheet(zoom, images, images, shape);
  }

  private Destination png() {
    boolean nothing = png == null && gif == null && npy == null;
    return new Destination("--png", nothing ? DEFAULT : png, ".png");
  }

  private Destination gif() {
    return new Destination("--gif", gif, ".gif");
  }

  private Destination npy() {
    return new Destination("--npy", npy, ".npy");
  }

  /** One way stands still at its end; to and fro, each image is shown as long as the others. */
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
