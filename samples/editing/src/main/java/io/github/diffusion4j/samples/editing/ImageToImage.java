package io.github.diffusion4j.samples.editing;

import io.github.diffusion4j.DiffusionPipeline;
import io.github.diffusion4j.Samples;
import io.github.diffusion4j.image.Png;
import io.github.diffusion4j.image.Sheet;
import io.github.diffusion4j.tensor.Tensor;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Image to image: a folder becomes a document. With little strength it stays a folder; with full
 * strength only the asking is left.
 */
final class ImageToImage {
  static final double[] STRENGTHS = {0.1, 0.3, 0.5, 0.6, 0.7, 0.8, 0.9, 1};

  private ImageToImage() {}

  static List<Samples> run(DiffusionPipeline pipeline, Path image) {
    Tensor folder = pipeline.request().context(pipeline.context("folder")).generate().values();
    List<Samples> results = new ArrayList<>();
    List<BufferedImage> row = new ArrayList<>();
    for (double strength : STRENGTHS) {
      Samples result =
          pipeline
              .request()
              .context(pipeline.context("document", "arrow"))
              .imageToImage(folder, strength)
              .seed(1) // noise other than that which the folder came from
              .steps(50)
              .generate();
      results.add(result);
      row.add(result.image(0));
    }
    Png.write(image, Sheet.DEFAULT.withZoom(4).grid(row, row.size()));
    return results;
  }
}
