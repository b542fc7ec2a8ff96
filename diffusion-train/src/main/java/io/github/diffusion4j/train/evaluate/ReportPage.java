package io.github.diffusion4j.train.evaluate;

import io.github.diffusion4j.train.chart.ChartFile;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * A report as one page of Markdown with charts beside it.
 *
 * @param report what it shows
 */
record ReportPage(Report report) {
  private static final String PAGE =
      """
      # Evaluation

      Compared with the training split of these data: %s.
      Features and labels are seen by: %s. Distances on them are tiny-FD, never FID: they compare
      with those of the same version alone.

      %s
      ± is half of a 95 %% bootstrap interval.

      %s
      """;

  /** Writes the charts to a folder, and returns the page that shows them. */
  String write(Path folder) {
    StringBuilder page = new StringBuilder();
    page.append(PAGE.formatted(report.data(), report.features(), report.text(), legend()));
    if (!ChartFile.canDraw()) {
      return page.toString();
    }
    if (has(Measure.TINY_FD)) {
      page.append(
          image(
              folder,
              "tiny-fd.png",
              "tiny-FD",
              () -> Charts.bars(Measure.TINY_FD, report.scores())));
    }
    if (Front.timed(report.scores()).size() > 1) {
      page.append(
          image(
              folder, "pareto.png", "tiny-FD against time", () -> Charts.pareto(report.scores())));
    }
    if (!report.losses().isEmpty()) {
      page.append(
          image(
              folder,
              "loss-by-time.png",
              "held-out loss by time",
              () -> Charts.losses(report.losses())));
    }
    return page.toString();
  }

  private static String image(
      Path folder, String name, String title, Supplier<BufferedImage> drawing) {
    boolean drawn = ChartFile.write(folder.resolve(name), drawing);
    return drawn ? "\n![%s](%s)\n".formatted(title, name) : "";
  }

  private String legend() {
    return Arrays.stream(Measure.values())
        .filter(this::has)
        .map(measure -> "- `%s`: %s".formatted(measure, measure.meaning()))
        .collect(Collectors.joining("\n"));
  }

  private boolean has(Measure measure) {
    return report.scores().stream().anyMatch(s -> s.measures().containsKey(measure));
  }
}
