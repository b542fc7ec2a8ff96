package io.github.diffusion4j.samples.editing;

import io.github.diffusion4j.DiffusionPipeline;
import io.github.diffusion4j.GenerationRequest;
import io.github.diffusion4j.Samples;
import io.github.diffusion4j.image.Png;
import io.github.diffusion4j.image.Sheet;
import io.github.diffusion4j.sampler.Samplers;
import io.github.diffusion4j.tensor.Tensor;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Inversion: icons to their noise and back, in 10, 50 and 200 steps, without guidance. The first
 * column is the original; the more steps, the closer the others are.
 */
final class Inversion {
  static final List<Integer> STEPS = List.of(10, 50, 200);

  private Inversion() {}

  /** The root mean square difference from the originals, by steps. */
  static Map<Integer, Double> run(DiffusionPipeline pipeline, Path image) {
    GenerationRequest request =
        pipeline
            .request()
            .contexts(List.of(pipeline.context("folder", "plus"), pipeline.context("smiley")));
    Samples originals = request.sampler(Samplers.ddpm()).steps(200).generate(); // not DDIM's own
    List<List<BufferedImage>> columns = new ArrayList<>();
    columns.add(List.of(originals.image(0), originals.image(1)));
    Map<Integer, Double> differences = new LinkedHashMap<>();
    request.sampler(Samplers.ddim()).guidance(1);
    for (int steps : STEPS) {
      Tensor noise = request.steps(steps).invert(originals.values());
      Samples back = request.start(noise).generate();
      columns.add(List.of(back.image(0), back.image(1)));
      differences.put(steps, difference(originals, back));
    }
    System.out.println("inversion, RMS difference by steps: " + differences);
    Png.write(image, Sheet.DEFAULT.withZoom(4).filmStrip(columns));
    return differences;
  }

  private static double difference(Samples a, Samples b) {
    float[] x = a.values().data();
    float[] y = b.values().data();
    double squares = 0;
    for (int i = 0; i < x.length; i++) {
      squares += ((double) x[i] - y[i]) * ((double) x[i] - y[i]);
    }
    return Math.sqrt(squares / x.length);
  }
}
