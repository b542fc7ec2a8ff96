package io.github.diffusion4j.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.Color;
import java.awt.Dimension;
import java.awt.image.BufferedImage;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SheetTest {
  private static final int W = 0xFFFFFFFF;
  private static final int R = 0xFFFF0000;
  private static final int G = 0xFF00FF00;
  private static final int B = 0xFF0000FF;

  @ParameterizedTest
  @CsvSource({
    "1, 1, 1",
    "2, 2, 1",
    "3, 3, 1",
    "4, 2, 2",
    "5, 3, 2",
    "7, 3, 3",
    "12, 4, 3",
    "32, 8, 4",
    "64, 8, 8",
    "100, 10, 10"
  })
  void aGridIsNearlySquare(int images, int columns, int rows) {
    BufferedImage grid = new Sheet(1, 0, Color.WHITE).grid(Collections.nCopies(images, dot(R)));
    assertEquals(columns, grid.getWidth());
    assertEquals(rows, grid.getHeight());
  }

  @Test
  void imagesAreFilledInRowByRowInTheirExactColours() {
    BufferedImage grid =
        new Sheet(1, 1, Color.WHITE).grid(List.of(dot(R), dot(G), dot(0x80000000)), 2);
    assertArrayEquals(
        new int[] {
          W, W, W, W, W, //
          W, R, W, G, W, //
          W, W, W, W, W, //
          W, 0xFF7F7F7F, W, W, W, //
          W, W, W, W, W
        },
        Pixels.of(grid));
  }

  @Test
  void zoomRepeatsPixelsAndLeavesTheGap() {
    var four = new BufferedImage(2, 2, BufferedImage.TYPE_INT_RGB);
    four.setRGB(0, 0, 2, 2, new int[] {R, B, W, R}, 0, 2);
    BufferedImage grid = new Sheet(2, 1, Color.GREEN).grid(List.of(four));
    assertArrayEquals(
        new int[] {
          G, G, G, G, G, G, //
          G, R, R, B, B, G, //
          G, R, R, B, B, G, //
          G, W, W, R, R, G, //
          G, W, W, R, R, G, //
          G, G, G, G, G, G
        },
        Pixels.of(grid));
  }

  @Test
  void aFilmStripHasARowASampleAndAColumnAFrame() {
    var frames = List.of(List.of(dot(R), dot(W)), List.of(dot(G), dot(W)), List.of(dot(B), dot(R)));
    BufferedImage strip = new Sheet(1, 0, Color.WHITE).filmStrip(frames);
    assertEquals(3, strip.getWidth());
    assertArrayEquals(new int[] {R, G, B, W, W, R}, Pixels.of(strip));
  }

  @Test
  void whatCannotBeLaidOutIsRefused() {
    Sheet sheet = Sheet.DEFAULT;
    var wide = new BufferedImage(2, 1, BufferedImage.TYPE_INT_RGB);
    assertThrows(IllegalArgumentException.class, () -> sheet.grid(List.of()));
    assertThrows(IllegalArgumentException.class, () -> sheet.grid(List.of(wide), 0));
    assertThrows(IllegalArgumentException.class, () -> sheet.grid(List.of(wide, dot(R))));
    assertThrows(IllegalArgumentException.class, () -> sheet.filmStrip(List.of()));
    assertThrows(
        IllegalArgumentException.class,
        () -> sheet.filmStrip(List.of(List.of(dot(R)), List.of(dot(R), dot(G)))));
    assertThrows(IllegalArgumentException.class, () -> sheet.withZoom(0));
    assertThrows(IllegalArgumentException.class, () -> new Sheet(1, -1, Color.WHITE));
    assertThrows(ArithmeticException.class, () -> sheet.withZoom(50_000).grid(List.of(dot(R))));
  }

  @Test
  void aGridThatIsTooLargeIsRefusedWithItsSizeAndTheBound() {
    for (int zoom : new int[] {100_000, Integer.MAX_VALUE}) {
      Sheet sheet = Sheet.DEFAULT.withZoom(zoom);
      for (int images : new int[] {1, 7, Integer.MAX_VALUE}) {
        String message =
            assertThrows(
                    ArithmeticException.class,
                    () -> sheet.gridSize(images, Sheet.columns(images), 16, 16))
                .toString();
        assertTrue(message.contains("at zoom " + zoom), message);
        assertTrue(message.contains("at most 134217728 fit; zoom less"), message);
      }
    }
    assertEquals(new Dimension(74, 38), Sheet.DEFAULT.gridSize(8, 4, 16, 16));
  }

  @ParameterizedTest
  @CsvSource({
    "1, 1, 16, 16, 8",
    "8, 4, 16, 16, 8",
    "8, 4, 28, 28, 4",
    "4, 2, 64, 32, 2",
    "1, 1, 512, 512, 1",
    "100, 10, 16, 16, 8",
    "1024, 32, 16, 16, 3",
    "1000000, 1000, 16, 16, 1",
    "100000, 100000, 16, 16, 1",
  })
  void smallImagesAreEnlargedAsFarAsTheScreenGoes(
      int images, int columns, int width, int height, int zoom) {
    assertEquals(zoom, Sheet.DEFAULT.enlarged(images, columns, width, height).zoom());
  }

  private static BufferedImage dot(int argb) {
    var dot = new BufferedImage(1, 1, BufferedImage.TYPE_INT_ARGB);
    dot.setRGB(0, 0, argb);
    return dot;
  }
}
