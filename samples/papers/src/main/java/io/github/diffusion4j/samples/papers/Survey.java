package io.github.diffusion4j.samples.papers;

import com.google.common.collect.ImmutableMap;
import io.github.diffusion4j.model.Parameterization;
import io.github.diffusion4j.model.Parameterization.XRawCoefficients;
import io.github.diffusion4j.samples.course.Table;
import io.github.diffusion4j.samples.course.Workbook;
import io.github.diffusion4j.schedule.Level;
import io.github.diffusion4j.schedule.NoiseSchedule;
import io.github.diffusion4j.score.Conversion;
import java.util.List;
import java.util.Map;

/** "Diffusion Models in Vision: A Survey" (2209.04747): one frame for all of them. */
final class Survey implements Paper {
  private static final List<String> TERMS = List.of("epsilon", "score", "x0", "v", "flow");

  private static final Map<String, NoiseSchedule> SCHEDULES =
      ImmutableMap.<String, NoiseSchedule>builder()
          .put("DDPM, linear", NoiseSchedule.linear(1000, 1e-4, 0.02))
          .put("DDPM, cosine", NoiseSchedule.cosine(1000))
          .put("NCSN, VE", NoiseSchedule.exponential(1000, 0.01, 50))
          .put("VP", NoiseSchedule.variancePreserving(1000, 0.1, 20))
          .put("sub-VP", NoiseSchedule.subVariancePreserving(1000, 0.1, 20))
          .put("flow", NoiseSchedule.flow(1000, 1))
          .buildOrThrow();

  /** From each of the terms to each and back, at 99 times. */
  @Override
  public void knownData(Workbook workbook) {
    Table table = new Table("schedule | conversions | largest error, there and back");
    SCHEDULES.forEach(
        (name, schedule) -> {
          double largest = 0;
          int conversions = 0;
          for (String from : TERMS) {
            for (String to : TERMS) {
              for (int percent = 1; percent < 100; percent++) {
                Level level = schedule.level(schedule.steps() * percent / 100.0);
                largest = Math.max(largest, error(from, to, level));
                conversions++;
              }
            }
          }
          table.row("%s | %d | %s", name, conversions, largest <= 1e-5 ? "below 1e-5" : "above");
        });
    workbook.print(table);
  }

  private static double error(String from, String to, Level level) {
    Parameterization a = Parameterization.named(from);
    Parameterization b = Parameterization.named(to);
    double x = 0.7;
    double raw = -0.4;
    double there = apply(Conversion.coefficients(a, b, level), x, raw);
    return Math.abs(apply(Conversion.coefficients(b, a, level), x, there) - raw);
  }

  private static double apply(XRawCoefficients of, double x, double raw) {
    return of.x() * x + of.raw() * raw;
  }

  @Override
  public void icons(Workbook workbook) {
    workbook.print("the other papers draw");
  }
}
