package io.github.diffusion4j.samples.bench;

import ai.onnxruntime.OrtException;
import io.github.diffusion4j.DiffusionPipeline;
import io.github.diffusion4j.GenerationRequest;
import io.github.diffusion4j.model.ContextVector;
import io.github.diffusion4j.model.ModelCard;
import io.github.diffusion4j.sampler.Samplers;
import io.github.diffusion4j.schedule.Level;
import io.github.diffusion4j.schedule.Spacing;
import io.github.diffusion4j.tensor.NoiseSource;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The library against {@link NaiveDdim}, which draws the same images. */
final class PeerCost {
  private static final int STEPS = 50;
  private static final Duration TIME = Duration.ofSeconds(12);
  static final double TOLERANCE = 1e-4;

  /** Until the threads of a session with the defaults have stopped spinning. */
  private static final long PAUSE_MILLISECONDS = 50;

  private PeerCost() {}

  static void run(PrintStream out) throws OrtException, InterruptedException {
    Table table =
        new Table(
            "The library against the loop as tutorials write it: icons16, DDIM of 50 steps, no"
                + " guidance, in turn",
            "batch",
            "tutorial, ms per image",
            "library, ms per image",
            "library / tutorial",
            "its middle half",
            "largest difference");
    Subject icons = Subject.icons();
    try (DiffusionPipeline pipeline = DiffusionPipeline.load(icons.name());
        NaiveDdim naive = naive(icons, pipeline.card())) {
      for (int batch : new int[] {1, 8, 32}) {
        measure(pipeline, naive, batch, table);
      }
    }
    table.print(out);
  }

  static NaiveDdim naive(Subject icons, ModelCard card) throws OrtException {
    return new NaiveDdim(icons.bytes(), levels(card));
  }

  private static List<Level> levels(ModelCard card) {
    List<Level> levels = new ArrayList<>();
    for (double time : Spacing.trailing().times(card.schedule(), STEPS)) {
      levels.add(card.schedule().level(time));
    }
    return levels;
  }

  private static void measure(DiffusionPipeline pipeline, NaiveDdim naive, int batch, Table table) {
    GenerationRequest request = request(pipeline, batch);
    double difference = difference(pipeline, naive, batch);
    if (!(difference <= TOLERANCE)) {
      throw new IllegalStateException("the two differ by " + difference);
    }
    Pairs pairs =
        Pairs.of(
            () -> {
              long library = Pairs.nanos(request::generate);
              long tutorial = Pairs.nanos(() -> draw(naive, batch, pipeline));
              pause();
              return new Pairs.Pair(library, tutorial);
            },
            TIME);
    table.add(
        batch,
        pairs.second() / 1e3 / batch,
        pairs.first() / 1e3 / batch,
        pairs.ratio(),
        pairs.spread(),
        "%.1e".formatted(difference));
  }

  private static GenerationRequest request(DiffusionPipeline pipeline, int batch) {
    return pipeline
        .request()
        .sampler(Samplers.ddim())
        .steps(STEPS)
        .count(batch)
        .context(context(pipeline))
        .guidance(1);
  }

  private static ContextVector context(DiffusionPipeline pipeline) {
    return pipeline.context("folder", "plus");
  }

  /** The largest between the images of the two. */
  static double difference(DiffusionPipeline pipeline, NaiveDdim naive, int batch) {
    return difference(
        request(pipeline, batch).generate().values().data(), draw(naive, batch, pipeline));
  }

  private static float[][][][] draw(NaiveDdim naive, int batch, DiffusionPipeline pipeline) {
    ContextVector context = context(pipeline);
    float[][][][] x = new float[batch][3][16][16];
    float[][] contexts = new float[batch][context.values().length];
    float[] noise = new float[3 * 16 * 16];
    for (int n = 0; n < batch; n++) {
      context.copyTo(contexts[n], 0);
      NoiseSource.gaussian().fill(n, NoiseSource.START, noise, 0, noise.length);
      for (int i = 0; i < noise.length; i++) {
        x[n][i / 256][i / 16 % 16][i % 16] = noise[i];
      }
    }
    try {
      naive.sample(x, contexts, pipeline.card().schedule().steps());
    } catch (OrtException e) {
      throw new IllegalStateException(e);
    }
    return x;
  }

  private static double difference(float[] library, float[][][][] tutorial) {
    double largest = 0;
    for (int i = 0; i < library.length; i++) {
      float other = tutorial[i / 768][i / 256 % 3][i / 16 % 16][i % 16];
      largest = Math.max(largest, Math.abs(library[i] - other));
    }
    return largest;
  }

  private static void pause() {
    try {
      TimeUnit.MILLISECONDS.sleep(PAUSE_MILLISECONDS);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
