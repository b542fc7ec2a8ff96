package io.github.diffusion4j.samples.course;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.io.Resources;
import io.github.diffusion4j.image.Npy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OwnDataAndModelsTest {

  @Test
  void arraysTrainAndAModelWithoutCardRunsByItsProperties(@TempDir Path folder) throws IOException {
    OwnDataAndModels.Findings findings =
        new OwnDataAndModels().run(new Workbook(folder, System.out, Workbook.Extent.SHORT));
    Npy images = Npy.read(folder.resolve("7-run/sprites.npy"));
    int n = findings.trainedOn() + findings.heldOut();
    assertEquals(List.of(n, 16, 16, 3), images.dimensions());
    assertEquals(List.of("hero", "non-hero", "food", "spell", "side-facing"), findings.labels());
    assertEquals(0, findings.heldOut() % SpriteSubstitute.COPIES); // copies stay on one side
    assertTrue(findings.heldOut() > 0);
    assertTrue(findings.log().get(3).loss() < findings.log().get(0).loss());
    assertTrue(findings.same());
    assertTrue(Files.size(folder.resolve("7-samples.png")) > 1000);
  }

  @Test
  void thePageShowsTheCardThatRuns() throws IOException {
    String card =
        Resources.toString(Resources.getResource(ForeignModel.class, ForeignModel.CARD), UTF_8);
    String page = Files.readString(Path.of("7-own-data-and-models.md"));
    assertTrue(page.contains("```properties\n" + card + "```"));
  }
}
