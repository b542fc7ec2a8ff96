package io.github.diffusion4j.samples.course;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainingTest {
  @Test
  void whatIsLearnedHoldsForIconsNeverSeen(@TempDir Path folder) throws IOException {
    Path old = Files.createDirectories(folder.resolve("4-run")).resolve("checkpoint.zip");
    Files.writeString(old, "of an earlier run");
    Training.Findings findings =
        new Training().run(new Workbook(folder, System.out, Workbook.Extent.SHORT));
    assertEquals(4, findings.log().size());
    assertEquals(0.1, (double) findings.heldOut() / findings.trainedOn(), 0.05);
    assertTrue(findings.after(4).loss() < 0.95 * findings.after(1).loss());
    assertTrue(findings.after(4).heldOutLoss() < 0.95 * findings.after(1).heldOutLoss());
    assertTrue(Files.size(folder.resolve("4-epochs.png")) > 1000);
    assertTrue(Files.exists(folder.resolve("4-run/model/model.onnx")));
    assertTrue(Files.size(folder.resolve("4-loss.png")) > 1000);
  }
}
