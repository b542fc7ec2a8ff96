package io.github.diffusion4j.samples.course;

import com.google.common.base.Splitter;
import com.google.common.base.Strings;
import com.google.errorprone.annotations.FormatMethod;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Rows of cells under a head, as a table of Markdown. Columns of numbers are aligned to the right.
 */
public final class Table {
  private static final Splitter CELLS = Splitter.on('|').trimResults();

  private final List<String> head;
  private final List<List<String>> rows = new ArrayList<>();

  /**
   * A table without rows.
   *
   * @param head its cells, with a bar between two
   */
  public Table(String head) {
    this.head = CELLS.splitToList(head);
  }

  /**
   * Adds a row.
   *
   * @param format its cells, with a bar between two
   * @param values for the format
   */
  @FormatMethod
  public void row(String format, Object... values) {
    rows.add(CELLS.splitToList(String.format(Locale.ROOT, format, values)));
  }

  /** Its lines, all of one width, so that it can be read as it is. */
  @Override
  public String toString() {
    List<String> lines = new ArrayList<>();
    lines.add(line(head));
    lines.add(line(IntStream.range(0, head.size()).mapToObj(this::rule).toList()));
    rows.forEach(row -> lines.add(line(row)));
    return String.join("\n", lines);
  }

  private String line(List<String> cells) {
    return IntStream.range(0, cells.size())
        .mapToObj(column -> padded(cells.get(column), column))
        .collect(Collectors.joining(" | ", "| ", " |"));
  }

  private String rule(int column) {
    return "-".repeat(width(column) - 1) + (isOfNumbers(column) ? ":" : "-");
  }

  private String padded(String cell, int column) {
    return isOfNumbers(column)
        ? Strings.padStart(cell, width(column), ' ')
        : Strings.padEnd(cell, width(column), ' ');
  }

  private int width(int column) {
    int widest = rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(0);
    return Math.max(head.get(column).length(), widest);
  }

  private boolean isOfNumbers(int column) {
    return rows.stream().allMatch(row -> row.get(column).matches("-?\\d.*"));
  }
}
