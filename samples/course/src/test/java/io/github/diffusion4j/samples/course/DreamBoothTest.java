package io.github.diffusion4j.samples.course;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DreamBoothTest {
  @Test
  void everyWayIsTrainedMeasuredAndDrawn(@TempDir Path folder) throws IOException {
    DreamBooth.Findings findings =
        new DreamBooth().run(new Workbook(folder, System.out, Workbook.Extent.SHORT));
    assertEquals(Set.of(DreamBooth.Way.values()), findings.after().keySet());
    for (DreamBooth.Drawn drawn : findings.after().values()) {
      assertTrue(Math.abs(drawn.subject()) < 1 && Math.abs(drawn.ofClass()) < 1, drawn.toString());
      assertTrue(drawn.diversity() > 0 && drawn.diversity() < 1, drawn.toString());
    }
    assertTrue(Files.size(folder.resolve("11-mascot.png")) > 1000);
  }

  @Test
  void theMascotHasFivePosesAtAnySize() {
    Set<Integer> seen =
        Stream.of(Mascot.values())
            .map(pose -> pose.draw(64))
            .map(DreamBoothTest::hash)
            .collect(Collectors.toSet());
    assertEquals(5, seen.size());
  }

  private static int hash(BufferedImage image) {
    int side = image.getWidth();
    return Arrays.hashCode(image.getRGB(0, 0, side, side, null, 0, side));
  }
}
