package io.github.diffusion4j.samples.editing;

import io.github.diffusion4j.DiffusionPipeline;
import java.nio.file.Path;

/** Runs the examples one after the other. */
public final class Editing {
  private Editing() {}

  /**
   * Writes the images.
   *
   * @param args the folder to write to; by default {@code pictures/editing}
   */
  public static void main(String... args) {
    Path folder = Path.of(args.length > 0 ? args[0] : "pictures/editing").toAbsolutePath();
    try (DiffusionPipeline pipeline = DiffusionPipeline.load("icons16")) {
      ImageToImage.run(pipeline, folder.resolve("image-to-image.png"));
      Inpainting.run(pipeline, folder.resolve("inpainting.png"));
      Inversion.run(pipeline, folder.resolve("inversion.png"));
      Interpolation.run(pipeline, folder.resolve("interpolation.png"));
      Variations.run(pipeline, folder.resolve("variations.png"));
      MixedBatch.run(pipeline, folder.resolve("mixed-batch.png"));
    }
    System.out.println(folder);
  }
}
