package io.github.diffusion4j.samples.quickstart;

import io.github.diffusion4j.DiffusionPipeline;
import io.github.diffusion4j.Samples;
import io.github.diffusion4j.image.Sheet;
import io.github.diffusion4j.model.ContextVector;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** One icon in three lines, then 64 with everything that a request lets one choose. */
public final class Quickstart {
  private static final List<String> OBJECTS =
      List.of("folder", "document", "user", "smiley", "table", "mail", "clock", "lock");
  private static final List<String> BADGES =
      List.of("plus", "minus", "pencil", "arrow", "exclamation");
  private static final int COLUMNS = 8;

  private Quickstart() {}

  /**
   * Writes the images.
   *
   * @param args the folder to write to; by default {@code images}
   */
  public static void main(String... args) {
    Path folder = Path.of(args.length > 0 ? args[0] : "pictures").toAbsolutePath().normalize();
    try (DiffusionPipeline pipeline = DiffusionPipeline.load("icons16")) {
      Samples icon = pipeline.generate(pipeline.context("folder", "plus"), 20);
      icon.writePng(folder.resolve("folder-plus.png"));

      Samples icons =
          pipeline.request().contexts(wishes(pipeline)).steps(50).keepFrames(20).generate();
      Sheet sheet = Sheet.DEFAULT.withZoom(3);
      icons.writePng(folder.resolve("icons.png"), sheet);
      icons.writeGif(folder.resolve("icons.gif"), sheet);
    }
    for (String file : List.of("folder-plus.png", "icons.png", "icons.gif")) {
      System.out.println(folder.resolve(file));
    }
  }

  /** A row an object: with each badge, then without. */
  private static List<ContextVector> wishes(DiffusionPipeline pipeline) {
    List<ContextVector> wishes = new ArrayList<>();
    for (String object : OBJECTS) {
      BADGES.forEach(badge -> wishes.add(pipeline.context(object, badge)));
      while (wishes.size() % COLUMNS != 0) {
        wishes.add(pipeline.context(object));
      }
    }
    return wishes;
  }
}
