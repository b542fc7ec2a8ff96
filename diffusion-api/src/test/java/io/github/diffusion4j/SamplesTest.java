package io.github.diffusion4j;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.diffusion4j.image.Npy;
import io.github.diffusion4j.image.Sheet;
import io.github.diffusion4j.model.ModelCard;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of samples on disk. */
class SamplesTest {
  private final Samples samples =
      DiffusionPipeline.of(
              e -> System.arraycopy(e.x().data(), 0, e.output().data(), 0, e.x().data().length),
              ModelCard.of(
                  "formula",
                  Map.of(
                      "shape", "3x4x4",
                      "schedule", "cosine",
                      "schedule.steps", "10",
                      "prediction", "x0",
                      "time", "step")))
          .request()
          .count(6)
          .seed(3)
          .keepFrames(3)
          .generate();

  @Test
  void theyAreWrittenAsImages(@TempDir Path folder) throws IOException {
    samples.writePng(folder.resolve("deep/grid.png"));
    samples.writePng(folder.resolve("one.png"), 5);
    samples.writeFilmStrip(folder.resolve("film.png"), Sheet.DEFAULT);
    samples.writeGif(folder.resolve("way.gif"), Sheet.DEFAULT.withZoom(2));
    assertEquals("4x4", size(folder.resolve("one.png")));
    assertEquals("392x262", size(folder.resolve("deep/grid.png")));
    assertEquals("20x38", size(folder.resolve("film.png")));
    assertEquals("32x22", size(folder.resolve("way.gif")));
  }

  @Test
  void theArrayHoldsTheValuesThemselves(@TempDir Path folder) {
    samples.writeNpy(folder.resolve("x.npy"));
    Npy array = Npy.read(folder.resolve("x.npy"));
    assertEquals(List.of(6, 3, 4, 4), array.dimensions());
    assertArrayEquals(samples.values().data(), array.floats());
  }

  @Test
  void equalSamplesMakeEqualFiles(@TempDir Path folder) throws IOException {
    samples.writePng(folder.resolve("a.png"));
    samples.writePng(folder.resolve("b.png"));
    assertEquals(-1, Files.mismatch(folder.resolve("a.png"), folder.resolve("b.png")));
  }

  @Test
  void whatIsHandedOutIsACopy() {
    samples.values().data()[0] = 9;
    samples.values(0)[0] = 9;
    samples.frames().get(2).data()[0] = 9;
    assertArrayEquals(samples.values(0), samples.frames().get(2).row(0));
    assertEquals(List.of(3L, 4L, 5L, 6L, 7L, 8L), samples.seeds());
    assertThrows(IndexOutOfBoundsException.class, () -> samples.image(6));
  }

  private static String size(Path file) throws IOException {
    BufferedImage image = ImageIO.read(file.toFile());
    return image.getWidth() + "x" + image.getHeight();
  }
}
