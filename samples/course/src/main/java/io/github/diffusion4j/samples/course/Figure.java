package io.github.diffusion4j.samples.course;

import com.google.common.collect.ListMultimap;
import com.google.common.collect.MultimapBuilder;
import io.github.diffusion4j.Samples;
import io.github.diffusion4j.image.Png;
import io.github.diffusion4j.image.Sheet;
import io.github.diffusion4j.train.chart.ChartFile;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Images in rows, with the names of the rows before them and those of the columns above. A name may
 * have several lines, and may be empty.
 */
public final class Figure {
  private static final Sheet ICONS = Sheet.DEFAULT.withZoom(5);
  private static final int FONT_SIZE = 14;
  private static final int MARGIN = 6;

  private final Sheet sheet;
  private final List<String> heads;
  private final ListMultimap<String, BufferedImage> rows =
      MultimapBuilder.linkedHashKeys().arrayListValues().build();

  /**
   * A figure without rows.
   *
   * @param sheet that the images are laid out on
   * @param heads the names of the columns, or none
   */
  Figure(Sheet sheet, List<String> heads) {
    this.sheet = sheet;
    this.heads = List.copyOf(heads);
  }

  /**
   * A figure of icons, which are enlarged, since they are small.
   *
   * @param heads the names of the columns, or none
   * @return a figure without rows
   */
  public static Figure ofIcons(List<String> heads) {
    return new Figure(ICONS, heads);
  }

  /**
   * Adds images to the end of a row, which is the last one if it is new.
   *
   * @param row its name
   * @param images as many as in the other rows
   * @return this
   */
  public Figure add(String row, List<BufferedImage> images) {
    rows.putAll(row, images);
    return this;
  }

  /** Adds the first of some samples, as many as there are columns with a name. */
  Figure add(String row, Samples samples) {
    return add(row, IntStream.range(0, heads.size()).mapToObj(samples::image).toList());
  }

  /**
   * Draws it into a file.
   *
   * @param file the PNG; folders are made
   */
  public void write(Path file) {
    Png.write(file, draw());
  }

  /**
   * Draws it; a Java without fonts draws the images alone, and that is logged.
   *
   * @throws IllegalArgumentException if rows differ in length, or from the number of heads
   */
  BufferedImage draw() {
    int columns = rows.size() / rows.keySet().size();
    if (rows.asMap().values().stream().anyMatch(row -> row.size() != columns)
        || !(heads.isEmpty() || heads.size() == columns)) {
      throw new IllegalArgumentException(
          "rows of %s images under %d heads: all have to be equal"
              .formatted(rows.asMap().values().stream().map(r -> r.size()).toList(), heads.size()));
    }
    BufferedImage grid = sheet.grid(List.copyOf(rows.values()), columns);
    return ChartFile.canDraw() ? named(grid, columns) : grid;
  }

  private BufferedImage named(BufferedImage grid, int columns) {
    double cellWidth = (double) (grid.getWidth() - sheet.gap()) / columns;
    double cellHeight = (double) (grid.getHeight() - sheet.gap()) / rows.keySet().size();
    Font font = new Font(Font.SANS_SERIF, Font.PLAIN, FONT_SIZE);
    List<Words> before = rows.keySet().stream().map(name -> new Words(name, font)).toList();
    List<Words> above = Words.fitting(heads, font, cellWidth - MARGIN);
    int left = room(before.stream().mapToDouble(Words::width).max().orElse(0));
    int top = room(above.stream().mapToDouble(Words::height).max().orElse(0));

    var named =
        new BufferedImage(
            left + grid.getWidth(), top + grid.getHeight(), BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = named.createGraphics();
    graphics.setColor(sheet.background());
    graphics.fillRect(0, 0, named.getWidth(), named.getHeight());
    graphics.drawImage(grid, left, top, null);
    graphics.setColor(Color.BLACK);
    graphics.setRenderingHint(
        RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
    double first = sheet.gap() / 2.0;
    for (int column = 0; column < above.size(); column++) {
      above.get(column).draw(graphics, left + first + (column + 0.5) * cellWidth, top / 2.0);
    }
    for (int row = 0; row < before.size(); row++) {
      Words name = before.get(row);
      double middle = top + first + (row + 0.5) * cellHeight;
      name.draw(graphics, left - MARGIN - name.width() / 2, middle);
    }
    graphics.dispose();
    return named;
  }

  /** Pixels for words of a size, with a margin on both sides; none for no words. */
  private static int room(double size) {
    return size == 0 ? 0 : (int) Math.ceil(size) + 2 * MARGIN;
  }
}
