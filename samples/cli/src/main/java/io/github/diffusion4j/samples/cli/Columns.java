package io.github.diffusion4j.samples.cli;

import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/** Lines of words, one under another. */
final class Columns {
  private static final String GAP = "  ";

  private Columns() {}

  static void print(List<List<String>> lines, PrintWriter out) {
    int[] widths =
        IntStream.range(0, lines.get(0).size())
            .map(c -> lines.stream().mapToInt(line -> line.get(c).length()).max().orElse(1))
            .toArray();
    for (List<String> line : lines) {
      StringBuilder text = new StringBuilder();
      for (int c = 0; c < widths.length; c++) {
        text.append(String.format(Locale.ROOT, "%-" + widths[c] + "s" + GAP, line.get(c)));
      }
      out.println(text.toString().stripTrailing());
    }
  }
}
