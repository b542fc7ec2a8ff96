package io.github.diffusion4j.samples.course;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.diffusion4j.samples.course.PropertyRunner.PropertyResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PropertyTestingTest {

  @Test
  void eachMistakeBreaksALawAndTheCorrectedScheduleKeepsThemAll(@TempDir Path folder)
      throws IOException {
    PropertyTesting.Findings findings =
        new PropertyTesting().run(new Workbook(folder, System.out, Workbook.Extent.SHORT));
    List<PropertyResult> broken = findings.firstDraft().stream().filter(v -> !v.holds()).toList();
    assertEquals(
        List.of("timeZeroIsClean", "timesOutsideAreRefused", "varianceIsPreserved"),
        broken.stream().map(PropertyResult::property).toList());
    assertTrue(broken.get(0).complaint().contains("not clean"));
    assertEquals("beyond: 0.001", broken.get(1).sample());
    assertEquals("share: 0.0", broken.get(2).sample());

    assertTrue(findings.corrected().stream().allMatch(PropertyResult::holds), findings::toString);
    assertEquals(
        findings.firstDraft().stream().map(PropertyResult::property).toList(),
        findings.corrected().stream().map(PropertyResult::property).toList());
    assertTrue(Files.size(folder.resolve("8-schedules.png")) > 1000);
  }
}
