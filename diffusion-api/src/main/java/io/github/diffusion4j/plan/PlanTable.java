package io.github.diffusion4j.plan;

import com.google.common.base.Strings;
import io.github.diffusion4j.schedule.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/** A plan as an aligned table. */
final class PlanTable {
  /** How far from 1 a factor is before it is worth printing. */
  private static final double ONE = 1e-12;

  private PlanTable() {}

  static String of(Plan plan) {
    List<List<String>> lines = new ArrayList<>();
    lines.add(List.of("stage", "time", "alpha", "sigma", "remember", "next x"));
    String first = row(plan.start().next(), plan.startsFromImage() ? "image" : "given");
    lines.add(List.of("start", "", "", "", "", first));
    int evaluation = 0;
    for (Stage stage : plan.stages()) {
      evaluation += stage instanceof Stage.AddNoise ? 0 : 1;
      lines.add(line(stage, evaluation));
    }
    return "%s: %d evaluations, memory slots: %d, %s\n%s"
        .formatted(
            plan.sampler(),
            plan.evaluations(),
            plan.memory(),
            plan.thresholding() + (plan.keepsKnown() ? ", known pixels kept" : ""),
            aligned(lines));
  }

  private static List<String> line(Stage stage, int evaluation) {
    String next = row(stage.next(), "base");
    String state = row(stage.nextState(), "base");
    String mixed = next.equals(state) ? next : next + "; base = " + state;
    String number = Integer.toString(evaluation);
    if (stage instanceof Stage.Evaluate e) {
      String kept = String.join(", ", e.stores().stream().map(PlanTable::store).toList());
      return line(number, e.level(), kept, mixed);
    }
    if (stage instanceof Stage.Langevin l) {
      String step =
          "base + step score, snr "
              + number(l.snr())
              + (l.factor() == 1 ? "" : ", factor " + number(l.factor()));
      return line(number, l.level(), step, mixed);
    }
    return List.of("noise", "", "", "", "", mixed);
  }

  private static List<String> line(String number, Level level, String kept, String mixed) {
    return List.of(
        number, number(level.time()), number(level.alpha()), number(level.sigma()), kept, mixed);
  }

  private static String store(Stage.Store r) {
    StringBuilder text = new StringBuilder("m" + r.slot() + " =");
    term(text, r.x(), "x");
    term(text, r.raw(), "raw");
    term(text, r.x0(), "x0");
    term(text, r.z(), "z");
    return text.toString();
  }

  private static String row(Coefficients row, String state) {
    StringBuilder text = new StringBuilder();
    term(text, row.state(), state);
    for (int k = 0; k < row.memory().size(); k++) {
      term(text, row.memory().get(k), "m" + k);
    }
    term(text, row.z(), "z");
    return text.toString().strip();
  }

  private static void term(StringBuilder text, double factor, String name) {
    if (factor == 0) {
      return;
    }
    boolean first = text.isEmpty() || text.charAt(text.length() - 1) == '=';
    text.append(factor < 0 ? " - " : first ? " " : " + ");
    if (Math.abs(Math.abs(factor) - 1) > ONE) {
      text.append(number(Math.abs(factor))).append(' ');
    }
    text.append(name);
  }

  private static String number(double value) {
    return value == Math.rint(value) && Math.abs(value) < 1e6
        ? Long.toString((long) value)
        : String.format(Locale.ROOT, "%.5g", value);
  }

  private static String aligned(List<List<String>> lines) {
    int[] widths =
        IntStream.range(0, lines.get(0).size())
            .map(c -> lines.stream().mapToInt(l -> l.get(c).length()).max().orElse(0))
            .toArray();
    StringBuilder text = new StringBuilder();
    for (List<String> line : lines) {
      StringBuilder padded = new StringBuilder();
      for (int c = 0; c < widths.length; c++) {
        padded.append(
            c < 4
                ? Strings.padStart(line.get(c), widths[c], ' ')
                : Strings.padEnd(line.get(c), widths[c], ' '));
        padded.append("  ");
      }
      text.append(padded.toString().stripTrailing()).append('\n');
    }
    return text.toString();
  }
}
