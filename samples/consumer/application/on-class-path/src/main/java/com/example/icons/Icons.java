package com.example.icons;

import io.github.diffusion4j.DiffusionPipeline;
import java.nio.file.Path;

/** An application that has the library among its dependencies, and nothing of its build. */
public final class Icons {
  private Icons() {}

  /** Draws four folders. */
  public static void draw(Path png) {
    try (var pipeline = DiffusionPipeline.load("icons16")) {
      var folder = pipeline.context("folder", "plus");
      pipeline.request().context(folder).count(4).steps(5).generate().writePng(png);
    }
  }
}
