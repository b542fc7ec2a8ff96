package io.github.diffusion4j.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.diffusion4j.model.Parameterization;
import io.github.diffusion4j.sampler.Catalogue;
import io.github.diffusion4j.schedule.NoiseSchedule;
import io.github.diffusion4j.schedule.Spacing;
import java.text.MessageFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Steps along the reverse SDE that hold epsilon over a huge gap are far too wide: it is said. */
class WideStepTest {
  private static final NoiseSchedule LINEAR = NoiseSchedule.linear(1000, 1e-4, 0.02);

  @ParameterizedTest
  @CsvSource({"sde-dpm-solver, 3", "sde-dpm-solver, 5", "euler-maruyama, 2"})
  void aHugeGapIsToldOf(String name, int steps) {
    List<String> warnings = compile(Catalogue.named(name).sampler(), LINEAR, steps);
    assertEquals(1, warnings.size(), name);
    String warning = warnings.get(0);
    assertTrue(warning.contains("the step from time 1000.0 to "), warning);
    assertTrue(warning.contains(" times the deviation"), warning);
    assertTrue(warning.contains("take more steps, or sde-dpm-solver++"), warning);
  }

  @ParameterizedTest
  @CsvSource({
    "sde-dpm-solver++",
    "sde-dpm-solver++-3",
    "ddpm",
    "ddpm-beta",
    "euler-ancestral",
    "lcm"
  })
  void theseHoldOverAnyGap(String name) {
    for (int steps = 2; steps < 6; steps++) {
      assertEquals(List.of(), compile(Catalogue.named(name).sampler(), LINEAR, steps));
    }
  }

  @Test
  void manyStepsAreWithoutAWord() {
    for (Catalogue.Entry entry : Catalogue.entries()) {
      assertEquals(List.of(), compile(entry.sampler(), LINEAR, 50), entry.name());
      if (!entry.name().equals("annealed-langevin")) { // it wants levels close to each other
        assertEquals(
            List.of(), compile(entry.sampler(), NoiseSchedule.cosine(1000), 50), entry.name());
      }
    }
  }

  private static List<String> compile(Sampler sampler, NoiseSchedule schedule, int steps) {
    List<String> warnings = new ArrayList<>();
    Logger logger = Logger.getLogger(NoiseWidth.class.getName());
    Handler handler =
        new Handler() {
          @Override
          public void publish(LogRecord entry) {
            warnings.add(MessageFormat.format(entry.getMessage(), entry.getParameters()));
          }

          @Override
          public void flush() {}

          @Override
          public void close() {}
        };
    logger.addHandler(handler);
    try {
      Plan.compile(
          sampler,
          sampler.intervals(schedule, Spacing.trailing(), steps),
          Parameterization.V,
          Thresholding.none());
    } finally {
      logger.removeHandler(handler);
    }
    return warnings;
  }
}
