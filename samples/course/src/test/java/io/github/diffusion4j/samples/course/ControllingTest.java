package io.github.diffusion4j.samples.course;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.diffusion4j.samples.course.Controlling.Mixed;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the text of lesson 5 claims. */
class ControllingTest {
  private static Path folder;
  private static Controlling.Findings found;

  @BeforeAll
  static void runs(@TempDir Path temporary) {
    folder = temporary;
    found = new Controlling().run(ShortForm.in(folder));
  }

  @Test
  void withoutGuidanceTheContextIsIgnored() {
    assertTrue(at(0).both() < 0.2, found::toString);
  }

  @Test
  void guidanceBringsWhatWasAskedFor() {
    assertTrue(at(2).badge() > 0.8, found::toString);
    assertTrue(at(2).object() > 0.6, found::toString);
    assertTrue(at(2).both() >= at(1).both(), found::toString);
  }

  @Test
  void aMixGoesFromOneToTheOther() {
    assertTrue(mix(1).first() > 0.8 && mix(1).second() < 0.2, found::toString);
    assertTrue(mix(0).second() > 0.8 && mix(0).first() < 0.2, found::toString);
    assertTrue(mix(0.6).first() <= mix(1).first(), found::toString);
    assertTrue(mix(0.4).second() <= mix(0).second(), found::toString);
  }

  @Test
  void pairsThatWereNeverSeenAreDrawn() {
    assertTrue(found.unseen().both() > 0.5, found::toString);
  }

  @ParameterizedTest
  @ValueSource(strings = {"badges", "mixes", "guidance", "unseen"})
  void theImagesAreThere(String name) {
    assertTrue(Files.exists(folder.resolve("5-" + name + ".png")), name);
  }

  private static LabelAccuracy at(double guidance) {
    return Objects.requireNonNull(found.guided().get(guidance));
  }

  private static Mixed mix(double weight) {
    return Objects.requireNonNull(found.mixed().get(weight));
  }
}
