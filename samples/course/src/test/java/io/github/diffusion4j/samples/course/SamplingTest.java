package io.github.diffusion4j.samples.course;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the text of lesson 2 claims. */
class SamplingTest {
  private static Path folder;
  private static Sampling.Findings found;

  @BeforeAll
  static void runs(@TempDir Path temporary) {
    folder = temporary;
    found = new Sampling().run(ShortForm.in(folder));
  }

  @Test
  void withoutNoiseAllImagesAreOne() {
    assertTrue(found.spread() > 0.3, found::toString);
    assertTrue(found.collapsed() < 0.05 * found.spread(), found::toString);
  }

  @Test
  void aBellCurveKeepsItsWidthWithNoiseAlone() {
    assertEquals(0.5, found.bell(), 0.03);
    assertTrue(found.collapsedBell() < 0.1, found::toString);
  }

  @Test
  void itsPlanIsThatOfDdpmButForTheNoise() {
    assertEquals(rows(found.wrong().toString()), rows(found.right().toString()));
  }

  private static String rows(String plan) {
    return plan.substring(plan.indexOf('\n')).replaceAll(" \\+ [0-9.]+ z", "");
  }

  @Test
  void theImagesAreThere() {
    assertTrue(Files.exists(folder.resolve("2-sampling.gif")));
    assertTrue(Files.exists(folder.resolve("2-collapse.png")));
  }
}
