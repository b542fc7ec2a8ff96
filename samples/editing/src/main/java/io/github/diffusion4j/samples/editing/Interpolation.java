package io.github.diffusion4j.samples.editing;

import io.github.diffusion4j.DiffusionPipeline;
import io.github.diffusion4j.Samples;
import io.github.diffusion4j.Start;
import io.github.diffusion4j.image.Png;
import io.github.diffusion4j.image.Sheet;
import io.github.diffusion4j.model.ContextVector;
import io.github.diffusion4j.sampler.Samplers;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Interpolation: from a folder to a smiley, turning the noise on the sphere and mixing the contexts
 * along a straight line.
 */
final class Interpolation {
  static final int COUNT = 12;

  private Interpolation() {}

  static Samples run(DiffusionPipeline pipeline, Path image) {
    List<ContextVector> contexts =
        ContextVector.between(pipeline.context("folder"), pipeline.context("smiley"), COUNT);
    Samples way =
        pipeline
            .request()
            .start(Start.between(3, 8))
            .contexts(contexts)
            .sampler(Samplers.dpmSolverPlusPlus())
            .steps(20)
            .generate();
    List<BufferedImage> row = IntStream.range(0, COUNT).mapToObj(way::image).toList();
    Png.write(image, Sheet.DEFAULT.withZoom(4).grid(row, COUNT));
    return way;
  }
}
