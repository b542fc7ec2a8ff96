package com.example.icons;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.diffusion4j.DiffusionPipeline;
import java.nio.file.Path;
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
  void runsAsModules() {
    assertTrue(Icons.class.getModule().isNamed());
    assertEquals(
        "io.github.diffusion4j.api", DiffusionPipeline.class.getModule().getName());
  }
}
