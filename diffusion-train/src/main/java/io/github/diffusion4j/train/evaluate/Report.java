package io.github.diffusion4j.train.evaluate;

import com.google.gson.GsonBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/**
 * All that an evaluation found.
 *
 * @param data what was compared with
 * @param features the name and version of the network whose features were used, or none
 * @param scores the held-out images first
 * @param losses by time, one per model
 */
public record Report(String data, String features, List<Scores> scores, List<LossByTime> losses) {

  /**
   * Copies the lists.
   *
   * @param data what was compared with
   * @param features the network whose features were used
   * @param scores the held-out images first
   * @param losses by time, one per model
   */
  public Report {
    scores = List.copyOf(scores);
    losses = List.copyOf(losses);
  }

  /**
   * What was found, as text.
   *
   * @return a table of scores in Markdown and one line per model with its held-out loss; ± is half
   *     of a 95 % confidence interval
   */
  public String text() {
    return ScoreTable.of(scores)
        + losses.stream().map(Report::line).collect(Collectors.joining("", "\n", ""));
  }

  private static String line(LossByTime loss) {
    return "Held-out loss of %s: %s, the squared error of v, mean over times.\n"
        .formatted(loss.model(), loss.mean());
  }

  /**
   * The report as JSON; only the times in it differ from run to run.
   *
   * @return an object of this record's components
   */
  public String json() {
    return new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create().toJson(this) + "\n";
  }

  /**
   * Writes {@code evaluation.md} with table and charts, the charts themselves, and {@code
   * evaluation.json}.
   *
   * @param folder made if it is not there
   * @throws UncheckedIOException if it cannot be written
   */
  public void write(Path folder) {
    try {
      Files.createDirectories(folder);
      Files.writeString(folder.resolve("evaluation.md"), new ReportPage(this).write(folder));
      Files.writeString(folder.resolve("evaluation.json"), json());
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write to " + folder, e);
    }
  }
}
