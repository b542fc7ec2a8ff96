package io.github.diffusion4j.train.evaluate;

import io.github.diffusion4j.train.chart.ChartFile;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.knowm.xchart.internal.chartpart.Chart;

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
      Chart<?, ?> bars = Charts.bars(Measure.TINY_FD, report.scores());
      page.append(image(folder, "tiny-fd.png", "tiny-FD", bars));
    }
    if (Charts.timed(report.scores()).size() > 1) {
      Chart<?, ?> pareto = Charts.pareto(report.scores());
      page.append(image(folder, "pareto.png", "tiny-FD against time", pareto));
    }
    if (!report.losses().isEmpty()) {
      Chart<?, ?> losses = Charts.losses(report.losses());
      page.append(image(folder, "loss-by-time.png", "held-out loss by time", losses));
    }
    return page.toString();
  }

  private static String image(Path folder, String name, String title, Chart<?, ?> chart) {
    ChartFile.write(folder.resolve(name), chart);
    return "\n![%s](%s)\n".formatted(title, name);
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
