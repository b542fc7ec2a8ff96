package com.example.icons;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.diffusion4j.DiffusionPipeline;
import io.github.diffusion4j.train.data.Icons;
import java.awt.image.BufferedImage;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OwnModelTest {

  @Test
  void trainsWithoutTheOptionalLibraries(@TempDir Path folder) throws Exception {
    Path run = folder.resolve("run");
    OwnModel.train(images(folder.resolve("pictures")), run);
    try (var pipeline = DiffusionPipeline.load(run.resolve("model"))) {
      pipeline.generate(pipeline.context("red"), 2).writePng(folder.resolve("red.png"));
    }
    assertTrue(ImageIO.read(folder.resolve("red.png").toFile()).getWidth() >= 8);
    assertTrue(Files.exists(run.resolve("log.csv")));
    assertFalse(Files.exists(run.resolve("loss.png")));
  }

  @Test
  void theOptionalLibrariesAreNotHere() {
    String classPath = System.getProperty("java.class.path");
    assertFalse(classPath.contains("xchart"));
    assertFalse(classPath.contains("fugue-icons"));
    assertEquals(
        "the icons are not on the class path: add org.webjars:fugue-icons",
        assertThrows(IllegalStateException.class, () -> Icons.load(Icons.Style.SHADOW))
            .getMessage());
  }

  private static Path images(Path root) throws Exception {
    for (String label : new String[] {"blue", "red"}) {
      Path folder = Files.createDirectories(root.resolve(label));
      for (int i = 0; i < 8; i++) {
        BufferedImage image = new BufferedImage(8, 8, BufferedImage.TYPE_INT_RGB);
        image.setRGB(i, i, label.equals("red") ? 0xff0000 : 0x0000ff);
        ImageIO.write(image, "png", folder.resolve(i + ".png").toFile());
      }
    }
    return root;
  }
}
