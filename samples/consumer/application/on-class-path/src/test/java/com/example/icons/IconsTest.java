package com.example.icons;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.diffusion4j.DiffusionPipeline;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IconsTest {

  @Test
  void drawsTwoByTwoIconsEightTimesAsLargeWithGapsOf2(@TempDir Path folder) throws Exception {
    Path png = folder.resolve("icons.png");
    Icons.draw(png);
    var image = ImageIO.read(png.toFile());
    assertEquals(2 + 8 * 16 + 2 + 8 * 16 + 2, image.getWidth());
    assertEquals(2 + 8 * 16 + 2 + 8 * 16 + 2, image.getHeight());
  }

  @Test
  void theBomGivesEveryVersion() {
    String version = System.getProperty("diffusion4j.version");
    for (String artifact : List.of("diffusion-api", "diffusion-ort", "diffusion-models")) {
      assertTrue(onClassPath(artifact + "-" + version + ".jar"), artifact);
    }
    assertTrue(onClassPath("onnxruntime-" + System.getProperty("onnxruntime.version") + ".jar"));
  }

  @Test
  void guavaComesWithoutTheJarThatJlinkRefuses() {
    assertFalse(onClassPath("listenablefuture"));
  }

  @Test
  void theLibraryKnowsItsVersion() {
    Package library = DiffusionPipeline.class.getPackage();
    assertEquals(System.getProperty("diffusion4j.version"), library.getImplementationVersion());
  }

  private static boolean onClassPath(String jar) {
    return System.getProperty("java.class.path").contains(jar);
  }
}
