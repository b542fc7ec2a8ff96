package io.github.diffusion4j.samples.course;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.diffusion4j.samples.course.Intuition.Deviation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the text of lesson 1 claims. */
class IntuitionTest {
  private static Path folder;
  private static Intuition.Findings found;

  @BeforeAll
  static void runs(@TempDir Path temporary) {
    folder = temporary;
    found = new Intuition().run(ShortForm.in(folder));
  }

  @Test
  void oneJumpAndManyStepsGiveTheSameNoise() {
    for (Deviation deviation : found.deviations()) {
      double percent = deviation.sigma() / 100;
      assertEquals(deviation.sigma(), deviation.oneJump(), percent, deviation::toString);
      assertEquals(deviation.sigma(), deviation.stepByStep(), percent, deviation::toString);
    }
  }

  @Test
  void theFormulaOfTheCourseGivesTooLittleNoiseWhereTheImageIsStillSeen() {
    for (Deviation deviation : found.deviations()) {
      assertTrue(
          deviation.time() > 100 || deviation.course() < 0.75 * deviation.sigma(),
          deviation::toString);
    }
  }

  @Test
  void everyScheduleGoesFromSignalToNoise() {
    found
        .logSnrs()
        .forEach(
            (name, ratios) ->
                assertTrue(
                    IntStream.range(1, ratios.length).allMatch(t -> ratios[t] < ratios[t - 1]),
                    name));
  }

  @Test
  void theImagesAreThere() {
    assertTrue(Files.exists(folder.resolve("1-noising.png")));
    assertTrue(Files.exists(folder.resolve("1-log-snr.png")));
  }
}
