package io.github.diffusion4j.image;

import io.github.diffusion4j.files.AtomicFile;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;

/**
 * Animated GIF files that loop for ever, in true colours. A frame of up to 256 colours is one image
 * and exact. A frame of more is several, 20 ms apart: the whole in its 256 best colours, then finer
 * colours on top, until the RMS error is within the tolerance. So noise, which has thousands of
 * colours, looks like noise and not like a poster.
 *
 * <p>Immutable and thread-safe.
 *
 * @param frame how long a frame is shown, at least 20 ms (browsers turn less into 100 ms) and at
 *     most 655 s; a frame of n images takes at least n times 20 ms
 * @param last how long the last frame is shown, in the same bounds
 * @param tolerance the largest RMS error of a frame in levels of 255, over the pixels that are not
 *     of its commonest colour; infinity for one image per frame, whatever the error
 */
public record AnimatedGif(Duration frame, Duration last, double tolerance) {

  /** Five frames a second, two seconds for the last, an RMS error of at most 4/255. */
  public static final AnimatedGif DEFAULT =
      new AnimatedGif(Duration.ofMillis(200), Duration.ofSeconds(2), 4);

  private static final int SHORTEST = 2; // in 1/100 s, the unit of the format
  private static final int LONGEST = 0xFFFF;

  /**
   * Checks the ranges.
   *
   * @param frame how long a frame is shown, at least 20 ms (browsers turn less into 100 ms) and at
   *     most 655 s
   * @param last how long the last frame is shown, in the same bounds
   * @param tolerance the largest RMS error of a frame in levels of 255, over the pixels that are
   *     not of its commonest colour
   * @throws IllegalArgumentException if a duration is outside 20 ms to 655 s, or the tolerance
   *     negative
   */
  public AnimatedGif {
    for (Duration duration : List.of(frame, last)) {
      if (hundredths(duration) < SHORTEST || hundredths(duration) > LONGEST) {
        throw new IllegalArgumentException(
            "a frame of " + duration.toMillis() + " ms: a GIF's take 20 ms to 655 s");
      }
    }
    if (!(tolerance >= 0)) {
      throw new IllegalArgumentException("tolerance " + tolerance + ": it is 0 or more");
    }
  }

  /**
   * Writes an animation. The file appears whole or not at all; missing folders are made. Equal
   * frames give equal bytes. Transparency goes onto white.
   *
   * @param path where; an existing file is replaced
   * @param frames of one size, one or more; read once and in order, so a lazy list is fine
   * @throws IllegalArgumentException if there is no frame, or they differ in size
   * @throws UncheckedIOException if the file cannot be written; the message names it
   */
  public void write(Path path, List<BufferedImage> frames) {
    if (frames.isEmpty()) {
      throw new IllegalArgumentException(
          "no frames for " + path + ": an animation has one or more");
    }
    AtomicFile.write(path, out -> write(out, frames.iterator()));
  }

  private void write(OutputStream out, Iterator<BufferedImage> frames) throws IOException {
    try (var gif = new GifStream(out)) {
      BufferedImage first = frames.next();
      append(gif, first, frames.hasNext() ? frame : last);
      while (frames.hasNext()) {
        BufferedImage next = frames.next();
        if (next.getWidth() != first.getWidth() || next.getHeight() != first.getHeight()) {
          throw new IllegalArgumentException(
              "a frame of %dx%d after one of %dx%d: an animation has one size"
                  .formatted(
                      next.getWidth(), next.getHeight(), first.getWidth(), first.getHeight()));
        }
        append(gif, next, frames.hasNext() ? frame : last);
      }
      gif.end();
    }
  }

  private void append(GifStream gif, BufferedImage image, Duration duration) throws IOException {
    int[] pixels = Pixels.onto(Color.WHITE, image);
    List<BufferedImage> layers = FrameLayers.of(image.getWidth(), pixels, tolerance);
    int below = layers.size() - 1;
    for (BufferedImage layer : layers.subList(0, below)) {
      gif.append(layer, SHORTEST);
    }
    long rest = hundredths(duration) - (long) SHORTEST * below;
    gif.append(layers.get(below), (int) Math.max(rest, SHORTEST));
  }

  private static long hundredths(Duration duration) {
    return duration.toMillis() / 10;
  }
}
