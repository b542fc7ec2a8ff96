package io.github.diffusion4j.samples.course;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.diffusion4j.samples.course.Intuition.Spread;
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
    for (Spread spread : found.spreads()) {
      double percent = spread.sigma() / 100;
      assertEquals(spread.sigma(), spread.oneJump(), percent, spread::toString);
      assertEquals(spread.sigma(), spread.stepByStep(), percent, spread::toString);
    }
  }

  @Test
  void theFormulaOfTheCourseGivesTooLittleNoiseWhereThePictureIsStillSeen() {
    for (Spread spread : found.spreads()) {
      assertTrue(spread.time() > 100 || spread.course() < 0.75 * spread.sigma(), spread::toString);
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
  void thePicturesAreThere() {
    assertTrue(Files.exists(folder.resolve("1-noising.png")));
    assertTrue(Files.exists(folder.resolve("1-log-snr.png")));
  }
}
