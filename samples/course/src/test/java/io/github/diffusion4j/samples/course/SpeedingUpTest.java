package io.github.diffusion4j.samples.course;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.diffusion4j.samples.course.SpeedingUp.Cost;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the text of lesson 6 claims; evaluations are counted, the clock is not asked. */
class SpeedingUpTest {
  private static Path folder;
  private static SpeedingUp.Findings found;

  @BeforeAll
  static void runs(@TempDir Path temporary) {
    folder = temporary;
    found = new SpeedingUp().run(ShortForm.in(folder));
  }

  @Test
  void stepsAreEvaluations() {
    assertEquals(List.of(30, 25, 10, 10, 4, 1), costs().stream().map(Cost::evaluations).toList());
  }

  @Test
  void theSlowestStandsFirst() {
    List<Integer> runs = costs().stream().map(Cost::runs).toList();
    assertEquals(runs.stream().sorted(Comparator.reverseOrder()).toList(), runs);
  }

  @Test
  void fewStepsOfAGoodMethodAreAsGoodAsMany() {
    // of 4 images: the bound is wide
    assertTrue(tinyFd(2) < 1.5 * tinyFd(0), found::toString);
    assertTrue(tinyFd(3) < 1.5 * tinyFd(0), found::toString);
  }

  @Test
  void theImageIsThere() {
    assertTrue(Files.exists(folder.resolve("6-methods.png")));
  }

  private static double tinyFd(int method) {
    return costs().get(method).tinyFd().value();
  }

  private static List<Cost> costs() {
    return found.costs();
  }
}
