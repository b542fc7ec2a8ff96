package io.github.diffusion4j.train.chart;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.diffusion4j.train.OtherJava;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;

/** A Java without fonts, as in a minimal container, draws no chart and goes on. */
class NoFontsTest {
  @TempDir
  @SuppressWarnings("NullAway.Init")
  Path folder;

  @Test
  void costNoMoreThanTheChart() throws IOException, InterruptedException {
    Path none = Files.writeString(folder.resolve("fonts.conf"), "<fontconfig/>");
    Path chart = folder.resolve("chart.png");
    String printed =
        OtherJava.run(Map.of("FONTCONFIG_FILE", none.toString()), TwoCharts.class, chart);
    assertTrue(printed.endsWith("went on exit 0"), printed);
    int warnings = printed.split("no chart: this Java has no fonts", -1).length - 1;
    assertEquals(Files.exists(chart) ? 0 : 1, warnings, printed);
  }

  @Test
  void doNotStandInTheWayOfOthers() {
    ChartFile.write(folder.resolve("chart.png"), chart());
    assertEquals(ChartFile.canDraw(), Files.exists(folder.resolve("chart.png")));
  }

  private static XYChart chart() {
    var chart = new XYChartBuilder().title("A title").build();
    chart.addSeries("series", new double[] {1, 2}, new double[] {3, 4});
    return chart;
  }

  /** Draws twice, since Java's font code fails in another way the second time. */
  static final class TwoCharts {
    private TwoCharts() {}

    public static void main(String[] arguments) {
      for (int i = 0; i < 2; i++) {
        ChartFile.write(Path.of(arguments[0]), chart());
      }
      System.out.print("went on ");
    }
  }
}
