package io.github.diffusion4j.samples.quickstart;

import io.github.diffusion4j.DiffusionPipeline;
import io.github.diffusion4j.Samples;
import java.nio.file.Path;

/** The image of a prompt, by a folder of a model hub. */
public final class TextToImage {
  private TextToImage() {}

  /**
   * Writes the image.
   *
   * @param args the folder, such as {@code stable-diffusion-v1-5-onnx}, the prompt, and the file to
   *     write
   */
  public static void main(String... args) {
    try (DiffusionPipeline pipeline = DiffusionPipeline.load(Path.of(args[0]))) {
      Samples image = pipeline.generate(pipeline.prompt(args[1]), 20);
      image.writePng(Path.of(args[2]));
    }
  }
}
