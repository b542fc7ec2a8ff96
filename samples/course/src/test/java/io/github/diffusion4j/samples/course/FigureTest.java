package io.github.diffusion4j.samples.course;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.diffusion4j.image.Sheet;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class FigureTest {
  private static final int WHITE = Color.WHITE.getRGB();
  private static final int RED = Color.RED.getRGB();

  @Property(tries = 20)
  void theNamesStandBesideTheImagesAndNotOnThem(
      @ForAll @IntRange(min = 1, max = 4) int zoom,
      @ForAll @IntRange(min = 1, max = 4) int rows,
      @ForAll @IntRange(min = 1, max = 4) int columns) {
    Sheet sheet = Sheet.DEFAULT.withZoom(zoom);
    List<BufferedImage> icons = Collections.nCopies(columns, red());
    Figure figure = new Figure(sheet, Collections.nCopies(columns, "of some length"));
    for (int row = 0; row < rows; row++) {
      figure.add("row " + row, icons);
    }
    BufferedImage drawn = figure.draw();
    BufferedImage grid = sheet.grid(Collections.nCopies(rows * columns, red()), columns);
    int left = drawn.getWidth() - grid.getWidth();
    int top = drawn.getHeight() - grid.getHeight();
    assertSame(grid, drawn.getSubimage(left, top, grid.getWidth(), grid.getHeight()));
    assertTrue(hasWords(drawn.getSubimage(0, top, left, grid.getHeight())));
    assertTrue(hasWords(drawn.getSubimage(left, 0, grid.getWidth(), top)));
  }

  @Test
  void withoutNamesItIsTheSheet() {
    BufferedImage drawn =
        new Figure(Sheet.DEFAULT, List.of()).add("", List.of(red(), red())).draw();
    assertSame(Sheet.DEFAULT.grid(List.of(red(), red()), 2), drawn);
  }

  @Test
  void namesOfSeveralLinesTakeTheRoomOfAsMany() {
    int line = heightUnder("one\ntwo") - heightUnder("one");
    assertTrue(line > 10, line + " pixels");
    assertEquals(line, heightUnder("one\ntwo\nthree") - heightUnder("one\ntwo"), 1);
  }

  @Test
  void rowsOfDifferentLengthsAreRefused() {
    Figure uneven =
        Figure.ofIcons(List.of()).add("a", List.of(red())).add("b", List.of(red(), red()));
    assertTrue(
        assertThrows(IllegalArgumentException.class, uneven::draw).toString().contains("[1, 2]"));
    Figure unnamed = Figure.ofIcons(List.of("a", "b")).add("", List.of(red()));
    assertThrows(IllegalArgumentException.class, unnamed::draw);
  }

  private static int heightUnder(String head) {
    return Figure.ofIcons(List.of(head)).add("", List.of(red())).draw().getHeight();
  }

  private static BufferedImage red() {
    BufferedImage red = new BufferedImage(16, 16, BufferedImage.TYPE_INT_RGB);
    int[] pixels = new int[16 * 16];
    Arrays.fill(pixels, RED);
    red.setRGB(0, 0, 16, 16, pixels, 0, 16);
    return red;
  }

  private static boolean hasWords(BufferedImage margin) {
    int[] pixels = pixels(margin);
    assertNotEquals(0, pixels.length);
    int[] edge = pixels(margin.getSubimage(0, 0, margin.getWidth(), 1));
    assertTrue(Arrays.stream(edge).allMatch(p -> p == WHITE), "words are cut off");
    return Arrays.stream(pixels).anyMatch(p -> p != WHITE);
  }

  private static void assertSame(BufferedImage expected, BufferedImage drawn) {
    assertArrayEquals(pixels(expected), pixels(drawn));
  }

  private static int[] pixels(BufferedImage image) {
    int width = image.getWidth();
    return image.getRGB(0, 0, width, image.getHeight(), null, 0, width);
  }
}
