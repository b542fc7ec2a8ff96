package io.github.diffusion4j.samples.editing;

import io.github.diffusion4j.DiffusionPipeline;
import io.github.diffusion4j.Samples;
import io.github.diffusion4j.Start;
import io.github.diffusion4j.image.Png;
import io.github.diffusion4j.image.Sheet;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Variations: a sample that is liked, and others near it; a column an amount, from 0 to 0.8. */
final class Variations {
  static final double[] AMOUNTS = {0, 0.1, 0.2, 0.4, 0.6, 0.8};
  private static final int ROWS = 3;

  private Variations() {}

  static List<Samples> run(DiffusionPipeline pipeline, Path image) {
    List<Samples> all = new ArrayList<>();
    List<List<BufferedImage>> columns = new ArrayList<>();
    for (double amount : AMOUNTS) {
      Samples near =
          pipeline
              .request()
              .context(pipeline.context("user"))
              .guidance(1)
              .start(Start.variations(4, amount))
              .seed(100)
              .count(ROWS)
              .generate();
      all.add(near);
      columns.add(List.of(near.image(0), near.image(1), near.image(2)));
    }
    Png.write(image, Sheet.DEFAULT.withZoom(4).filmStrip(columns));
    return all;
  }
}
