package io.github.diffusion4j.train.finetune;

import com.google.common.collect.ImmutableMap;
import io.github.diffusion4j.DiffusionPipeline;
import io.github.diffusion4j.Samples;
import io.github.diffusion4j.image.Npy;
import io.github.diffusion4j.model.ContextVector;
import io.github.diffusion4j.tensor.Shape;
import io.github.diffusion4j.tensor.Tensor;
import io.github.diffusion4j.train.io.Settings;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * Prior preservation (2208.12242, section 3.2): while a model learns a subject, it is shown its own
 * samples of the subject's class, so that the class stays what it was.
 *
 * @param samples of the class that the model draws before it is trained, at least 1
 * @param lambda how much they count against the subject, above 0
 * @param steps that a sample takes, at least 1
 */
public record Preservation(int samples, double lambda, int steps) {
  private static final String SAMPLES = "prior.samples";
  private static final String LAMBDA = "prior.lambda";
  private static final String STEPS = "prior.steps";

  /**
   * Checks the ranges.
   *
   * @param samples of the class
   * @param lambda how much they count
   * @param steps that a sample takes
   * @throws IllegalArgumentException if a number is out of its range
   */
  public Preservation {
    Settings.check(SAMPLES, samples, samples >= 1, "at least 1");
    Settings.check(
        LAMBDA, lambda, lambda > 0 && lambda < Double.POSITIVE_INFINITY, "(0, infinity)");
    Settings.check(STEPS, steps, steps >= 1, "at least 1");
  }

  /**
   * What is usual: 100 samples of 20 steps that count as much as the subject.
   *
   * @return the defaults
   */
  public static Preservation defaults() {
    return new Preservation(100, 1, 20);
  }

  /** Draws the samples, without guidance: what the network knows, and not what is made of it. */
  void draw(DiffusionPipeline model, ContextVector context, long seed, Path file) {
    Samples drawn =
        model
            .request()
            .context(context)
            .guidance(1)
            .count(samples)
            .seed(seed)
            .steps(steps)
            .generate();
    Tensor values = drawn.latents().orElseGet(drawn::values);
    Npy.write(
        file,
        values.data(),
        samples,
        values.shape().dimension(0),
        values.shape().dimension(1),
        values.shape().dimension(2));
  }

  /** Reads samples that were drawn. */
  Tensor read(Path file, Shape shape) {
    Npy drawn = Npy.read(file);
    if (drawn.size() != samples * shape.size()) {
      throw new IllegalArgumentException(
          "%s is %s, not %d samples of %s; begin the run again"
              .formatted(file, drawn.dimensions(), samples, shape));
    }
    return Tensor.wrap(shape, drawn.floats());
  }

  Map<String, String> toMap() {
    return ImmutableMap.of(
        SAMPLES,
        Integer.toString(samples),
        LAMBDA,
        Double.toString(lambda),
        STEPS,
        Integer.toString(steps));
  }

  static Optional<Preservation> of(Map<String, String> entries) {
    if (!entries.containsKey(SAMPLES)) {
      return Optional.empty();
    }
    Settings settings = new Settings(entries);
    return Optional.of(
        new Preservation(
            Math.toIntExact(settings.whole(SAMPLES)),
            settings.number(LAMBDA),
            Math.toIntExact(settings.whole(STEPS))));
  }
}
