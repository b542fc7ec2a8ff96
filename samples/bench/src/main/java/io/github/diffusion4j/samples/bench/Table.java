package io.github.diffusion4j.samples.bench;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Lines of cells, printed as Markdown. */
final class Table {
  private final String title;
  private final int columns;
  private final List<String> lines = new ArrayList<>();

  Table(String title, String... heads) {
    this.title = title;
    columns = heads.length;
    add((Object[]) heads);
    lines.add("| --- ".repeat(columns) + "|");
  }

  /** Adds a line; a {@link Double} is printed with three digits that count. */
  void add(Object... cells) {
    if (cells.length != columns) {
      throw new IllegalArgumentException(cells.length + " cells: the table has " + columns);
    }
    StringBuilder line = new StringBuilder();
    for (Object cell : cells) {
      line.append("| ").append(cell instanceof Double number ? text(number) : cell).append(' ');
    }
    lines.add(line + "|");
  }

  private static String text(double number) {
    double size = Math.abs(number);
    String format = size >= 100 ? "%.0f" : size >= 10 ? "%.1f" : size >= 1 ? "%.2f" : "%.3f";
    return String.format(Locale.ROOT, format, number);
  }

  void print(PrintStream out) {
    out.println();
    out.println(title);
    out.println();
    lines.forEach(out::println);
  }
}
