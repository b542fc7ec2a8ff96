package io.github.diffusion4j.samples.editing;

import io.github.diffusion4j.DiffusionPipeline;
import io.github.diffusion4j.Samples;
import io.github.diffusion4j.image.Png;
import io.github.diffusion4j.image.Sheet;
import io.github.diffusion4j.model.ContextVector;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;

/** One batch with one context per sample: labels, a mixture, and unconditional. */
final class MixedBatch {
  private MixedBatch() {}

  static Samples run(DiffusionPipeline pipeline, Path image) {
    Samples mixed =
        pipeline
            .request()
            .contexts(
                List.of(
                    pipeline.context("folder", "plus"),
                    pipeline.context("smiley"),
                    pipeline.context("document", "pencil"),
                    ContextVector.mix(
                        pipeline.context("folder"), 0.6, pipeline.context("box"), 0.4),
                    pipeline.context()))
            .generate();
    List<BufferedImage> row = IntStream.range(0, mixed.count()).mapToObj(mixed::image).toList();
    Png.write(image, Sheet.DEFAULT.withZoom(4).grid(row, row.size()));
    return mixed;
  }
}
