package io.github.diffusion4j.samples.bench;

import io.github.diffusion4j.DiffusionPipeline;
import io.github.diffusion4j.Samples;
import io.github.diffusion4j.ort.OrtRuntime;
import io.github.diffusion4j.sampler.Samplers;
import java.nio.file.Path;

/** The program whose start is measured: an image of the shipped model, and out. */
final class FirstImage {
  private static final int STEPS = 20;

  private FirstImage() {}

  /** Writes the image and prints when each part was done, in milliseconds since 1970. */
  public static void main(String... args) {
    StringBuilder times = new StringBuilder().append(System.currentTimeMillis());
    OrtRuntime.environment();
    times.append(' ').append(System.currentTimeMillis());
    try (DiffusionPipeline pipeline = DiffusionPipeline.load("icons16")) {
      times.append(' ').append(System.currentTimeMillis());
      Samples samples =
          pipeline
              .request()
              .context(pipeline.context("folder", "plus"))
              .sampler(Samplers.ddim())
              .steps(STEPS)
              .generate();
      times.append(' ').append(System.currentTimeMillis());
      samples.writePng(Path.of(args[0]));
      times.append(' ').append(System.currentTimeMillis());
    }
    System.out.println(times);
  }
}
