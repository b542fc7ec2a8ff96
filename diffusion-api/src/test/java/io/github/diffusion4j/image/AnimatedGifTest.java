package io.github.diffusion4j.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.diffusion4j.tensor.Shape;
import io.github.diffusion4j.tensor.ValueRange;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AnimatedGifTest {
  private static final int STEPS = 10;
  private static final ImageFormat ICONS =
      new ImageFormat(Shape.of(3, 16, 16), ValueRange.SYMMETRIC);

  private final Path folder;

  AnimatedGifTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @Test
  void everyFrameOfAGridOfIconsIsWithinFourLevelsFromNoiseToImage() throws IOException {
    List<BufferedImage> frames = trajectory(64);
    DecodedGif gif = written(AnimatedGif.DEFAULT, frames);
    assertEquals(frames.size(), gif.frames().size());
    for (int i = 0; i < frames.size(); i++) {
      double rms = gif.rms(i, frames.get(i));
      assertTrue(rms <= 4, "frame " + i + ": " + rms);
    }
  }

  @Test
  void onePaletteWouldNotDo() throws IOException {
    List<BufferedImage> noise = trajectory(64).subList(0, 1);
    var poster =
        new AnimatedGif(Duration.ofMillis(200), Duration.ofSeconds(2), Double.POSITIVE_INFINITY);
    DecodedGif gif = written(poster, noise);
    assertEquals(1, gif.images());
    assertTrue(gif.rms(0, noise.get(0)) > 8);
  }

  @Test
  void upTo256ColoursAreOneExactImage() throws IOException {
    var levels = new BufferedImage(16, 16, BufferedImage.TYPE_INT_RGB);
    for (int i = 0; i < 256; i++) {
      levels.setRGB(i % 16, i / 16, i << 16 | (255 - i) << 8 | i * 37 % 256);
    }
    DecodedGif gif = written(AnimatedGif.DEFAULT, List.of(levels, levels));
    assertEquals(2, gif.images());
    assertArrayEquals(Pixels.of(levels), gif.frames().get(0));
    assertArrayEquals(Pixels.of(levels), gif.frames().get(1));
  }

  @Test
  void aToleranceOfZeroIsExactWhateverTheColours() throws IOException {
    List<BufferedImage> noise = trajectory(4).subList(0, 1);
    DecodedGif gif =
        written(new AnimatedGif(Duration.ofMillis(20), Duration.ofMillis(20), 0), noise);
    assertArrayEquals(Pixels.of(noise.get(0)), gif.frames().get(0));
  }

  @Test
  void theGapsBetweenNoisyImagesKeepTheirColour() throws IOException {
    DecodedGif gif = written(AnimatedGif.DEFAULT, trajectory(16));
    for (int[] frame : gif.frames()) {
      assertEquals(0xFFFFFFFF, frame[0]);
    }
  }

  @Test
  void frameAndLastFrameTakeTheirTimeAndItLoops() throws IOException {
    var timing = new AnimatedGif(Duration.ofMillis(250), Duration.ofMillis(1500), 4);
    DecodedGif gif = written(timing, trajectory(4));
    assertTrue(gif.images() > gif.frames().size());
    assertEquals(Collections.nCopies(STEPS, 25), gif.delays().subList(0, STEPS));
    assertEquals(150, gif.delays().get(STEPS));
    assertTrue(gif.shortest() >= 2, "browsers turn less than 20 ms into 100 ms");
    assertTrue(gif.loops());
  }

  @Test
  void equalFramesGiveEqualBytes() throws IOException {
    written(AnimatedGif.DEFAULT, trajectory(4));
    Path first = folder.resolve("first.gif");
    Files.move(folder.resolve("a.gif"), first);
    written(AnimatedGif.DEFAULT, trajectory(4));
    assertEquals(-1, Files.mismatch(first, folder.resolve("a.gif")));
  }

  @Test
  void whatCannotBeShownIsRefused() {
    var small = new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB);
    var large = new BufferedImage(2, 1, BufferedImage.TYPE_INT_RGB);
    Path file = folder.resolve("none.gif");
    AnimatedGif gif = AnimatedGif.DEFAULT;
    assertThrows(IllegalArgumentException.class, () -> gif.write(file, List.of()));
    assertThrows(IllegalArgumentException.class, () -> gif.write(file, List.of(small, large)));
    assertTrue(Files.notExists(file));
    Duration second = Duration.ofSeconds(1);
    for (Duration bad : List.of(Duration.ZERO, Duration.ofMillis(19), Duration.ofMinutes(11))) {
      assertThrows(IllegalArgumentException.class, () -> new AnimatedGif(bad, second, 4));
      assertThrows(IllegalArgumentException.class, () -> new AnimatedGif(second, bad, 4));
    }
    for (double bad : new double[] {-1, Double.NaN}) {
      assertThrows(IllegalArgumentException.class, () -> new AnimatedGif(second, second, bad));
    }
  }

  private DecodedGif written(AnimatedGif gif, List<BufferedImage> frames) throws IOException {
    Path file = folder.resolve("a.gif");
    gif.write(file, frames);
    return DecodedGif.of(file);
  }

  /** Grids on the way from noise to icons: discs of two colours, soft at the edge, on white. */
  private static List<BufferedImage> trajectory(int samples) {
    Random random = new Random(7);
    float[] icons = new float[samples * 768];
    float[] noise = new float[icons.length];
    for (int s = 0; s < samples; s++) {
      double radius = 3 + 4 * random.nextDouble();
      for (int c = 0; c < 3; c++) {
        double ink = 2 * random.nextDouble() - 1;
        for (int i = 0; i < 256; i++) {
          double inside = radius - Math.hypot(i % 16 - 7.5, i / 16.0 - 7.5);
          icons[s * 768 + c * 256 + i] =
              (float) (1 + (ink - 1) * Math.max(0, Math.min(1, inside / 3)));
        }
      }
    }
    for (int i = 0; i < noise.length; i++) {
      noise[i] = (float) random.nextGaussian();
    }
    return IntStream.rangeClosed(0, STEPS)
        .mapToObj(
            step -> {
              double angle = Math.PI / 2 * (STEPS - step) / STEPS;
              float[] x = new float[icons.length];
              for (int i = 0; i < x.length; i++) {
                x[i] = (float) (Math.cos(angle) * icons[i] + Math.sin(angle) * noise[i]);
              }
              return Sheet.DEFAULT.withZoom(2).grid(ICONS.images(x));
            })
        .toList();
  }
}
