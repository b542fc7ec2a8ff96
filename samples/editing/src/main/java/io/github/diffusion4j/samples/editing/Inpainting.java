package io.github.diffusion4j.samples.editing;

import io.github.diffusion4j.DiffusionPipeline;
import io.github.diffusion4j.GenerationRequest;
import io.github.diffusion4j.Samples;
import io.github.diffusion4j.image.Png;
import io.github.diffusion4j.image.Sheet;
import io.github.diffusion4j.sampler.Samplers;
import io.github.diffusion4j.tensor.Shape;
import io.github.diffusion4j.tensor.Tensor;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Inpainting: the lower right quarter of a document is painted anew, with another badge each time.
 * First row: replacement alone. Second row: RePaint, which goes back and forth so that the new part
 * comes to fit the old.
 */
final class Inpainting {
  private static final List<String> BADGES =
      List.of("plus", "minus", "pencil", "arrow", "exclamation");

  private Inpainting() {}

  /** 1 repaints, 0 keeps. */
  static Tensor mask() {
    Tensor mask = Tensor.zeros(1, Shape.of(1, 16, 16));
    for (int y = 0; y < 16; y++) {
      for (int x = 0; x < 16; x++) {
        mask.data()[y * 16 + x] = x >= 7 && y >= 7 ? 1 : 0;
      }
    }
    return mask;
  }

  static Tensor original(DiffusionPipeline pipeline) {
    return pipeline.request().context(pipeline.context("document")).generate().values();
  }

  static List<Samples> run(DiffusionPipeline pipeline, Path image) {
    Tensor document = original(pipeline);
    GenerationRequest request =
        pipeline
            .request()
            .contexts(BADGES.stream().map(b -> pipeline.context("document", b)).toList())
            .inpaint(document, mask())
            .steps(50);
    Samples replaced = request.generate();
    Samples repainted = request.sampler(Samplers.rePaint(0.5, 5, 5)).generate();
    List<BufferedImage> images = new ArrayList<>();
    for (Samples samples : List.of(replaced, repainted)) {
      images.add(pipeline.request().context(pipeline.context("document")).generate().image(0));
      for (int i = 0; i < samples.count(); i++) {
        images.add(samples.image(i));
      }
    }
    Png.write(image, Sheet.DEFAULT.withZoom(4).grid(images, 1 + BADGES.size()));
    return List.of(replaced, repainted);
  }
}
