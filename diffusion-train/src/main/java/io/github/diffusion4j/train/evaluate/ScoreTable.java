package io.github.diffusion4j.train.evaluate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Scores as a table in Markdown: one row per set of images, one column per measure. */
final class ScoreTable {
  private static final String GAP = " | ";

  private ScoreTable() {}

  /** Measures that no set has get no column. */
  static String of(List<Scores> scores) {
    List<Measure> columns =
        Arrays.stream(Measure.values())
            .filter(m -> scores.stream().anyMatch(s -> s.measures().containsKey(m)))
            .toList();
    List<List<String>> lines = new ArrayList<>();
    lines.add(line("pictures", "n", columns.stream().map(Measure::toString).toList()));
    lines.add(line("---", "---", columns.stream().map(column -> "---").toList()));
    for (Scores s : scores) {
      List<String> cells = columns.stream().map(c -> cell(s.measures().get(c))).toList();
      lines.add(line(s.name(), Integer.toString(s.images()), cells));
    }
    return aligned(lines);
  }

  private static List<String> line(String first, String second, List<String> others) {
    List<String> line = new ArrayList<>(List.of(first, second));
    line.addAll(others);
    return line;
  }

  private static String cell(@Nullable Estimate estimate) {
    return estimate == null ? "" : estimate.toString();
  }

  private static String aligned(List<List<String>> lines) {
    int[] widths =
        IntStream.range(0, lines.get(0).size())
            .map(c -> lines.stream().mapToInt(line -> line.get(c).length()).max().orElse(0))
            .toArray();
    return lines.stream()
        .map(
            line ->
                IntStream.range(0, widths.length)
                    .mapToObj(c -> line.get(c) + " ".repeat(widths[c] - line.get(c).length()))
                    .collect(Collectors.joining(GAP, "| ", " |\n")))
        .collect(Collectors.joining());
  }
}
