package io.github.diffusion4j.train.run;

import io.github.diffusion4j.DiffusionPipeline;
import io.github.diffusion4j.image.Sheet;
import io.github.diffusion4j.model.ContextVector;
import io.github.diffusion4j.model.Denoiser;
import io.github.diffusion4j.model.ModelCard;
import io.github.diffusion4j.train.data.Dataset;
import io.github.diffusion4j.train.data.Example;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Samples of a run, always of the same seeds and contexts, so that two sheets can be laid side by
 * side.
 */
final class SampleSheet {
  private static final int MAX_SIDE = 8;
  private static final int MIN_SIDE = 4;
  private static final int PIXELS_A_SIDE = 128; // larger images take longer to draw
  private static final int STEPS = 25;
  private static final int WIDTH = 600;

  private SampleSheet() {}

  static void write(Path file, Denoiser denoiser, ModelCard card, Dataset data) {
    int pixels = Math.max(card.shape().dimension(1), card.shape().dimension(2));
    int side = Math.max(MIN_SIDE, Math.min(MAX_SIDE, PIXELS_A_SIDE / pixels));
    int zoom = Math.max(1, WIDTH / side / card.shape().dimension(2));
    DiffusionPipeline.of(denoiser, card)
        .request()
        .contexts(contexts(data, side * side))
        .count(side * side)
        .steps(Math.min(STEPS, card.schedule().steps()))
        .generate()
        .writePng(file, Sheet.DEFAULT.withZoom(zoom));
  }

  /** Those of images spread over the set. */
  private static List<ContextVector> contexts(Dataset data, int count) {
    int number = Math.min(count, data.size());
    return IntStream.range(0, number)
        .mapToObj(i -> data.example((int) ((long) i * data.size() / number)))
        .map(Example::context)
        .toList();
  }
}
