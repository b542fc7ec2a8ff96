package io.github.diffusion4j.golden;

import io.github.diffusion4j.DiffusionPipeline;
import io.github.diffusion4j.GenerationRequest;
import io.github.diffusion4j.laws.ReferenceLoop;
import io.github.diffusion4j.model.Denoiser;
import io.github.diffusion4j.model.ModelCard;
import io.github.diffusion4j.sampler.Plan;
import io.github.diffusion4j.schedule.Level;
import io.github.diffusion4j.tensor.Latent;
import io.github.diffusion4j.tensor.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** One reference trajectory, run through a plan in double and in float. */
record Replay(GoldenFile file, GoldenFile.Case reference) {

  /** Largest |difference| / max(1, max |x|) over all steps, in double precision. */
  double worst() {
    return worst(inDouble(), List.of(reference.x()));
  }

  /** The same between the library's own float loop and the double one. */
  double worstInFloat() {
    return worst(inFloat(), inDouble());
  }

  /** Forward noising by the schedule against the reference's. */
  double worstNoising() {
    GoldenFile.AddNoise expected = Objects.requireNonNull(reference.add_noise());
    double[] noise = file.noise_for_add_noise() != null ? file.noise_for_add_noise() : file.draw(0);
    Level level = config().schedule().level(expected.timestep() + 1);
    double[] noised = new double[noise.length];
    for (int i = 0; i < noised.length; i++) {
      noised[i] = level.alpha() * file.x_init()[i] + level.sigma() * noise[i];
    }
    return worst(List.of(noised), List.of(expected.result()));
  }

  Plan plan() {
    Grids grids = Grids.of(file.scheduler(), config());
    return Plan.compile(grids, grids.grid(), config().parameterization(), config().shaping());
  }

  private Config config() {
    return Config.of(reference);
  }

  List<double[]> inDouble() {
    return new ReferenceLoop(plan(), this::network, draw -> file.draw(draw - 1)).run(file.x_init());
  }

  private List<double[]> inFloat() {
    List<double[]> states = new ArrayList<>();
    Grids grids = Grids.of(file.scheduler(), config());
    try (DiffusionPipeline pipeline = DiffusionPipeline.of(floatNetwork(), card())) {
      GenerationRequest request =
          pipeline
              .request()
              .sampler(grids)
              .shaping(config().shaping())
              .start(Latent.wrap(Shape.of(sample()), floats(file.x_init())))
              .noise(
                  (seed, draw, target, offset, length) ->
                      System.arraycopy(floats(file.draw(draw - 1)), 0, target, offset, length))
              .listener(step -> states.add(doubles(step.x().data())));
      request.generate();
    }
    return states;
  }

  private ModelCard card() {
    boolean learned = plan().wantsLearnedVariance();
    ModelCard plain =
        ModelCard.of(
            reference.id(),
            Map.of(
                "shape", Shape.of(sample()).toString(),
                "variance", learned ? "learned-range" : "fixed",
                "schedule", "linear",
                "schedule.steps", "1000",
                "prediction", "epsilon",
                "time", "index"));
    return new ModelCard(
        plain.name(),
        plain.shape(),
        plain.variance(),
        config().schedule(),
        config().parameterization(),
        plain.time(),
        plain.inputs(),
        plain.labels(),
        plain.range(),
        plain.advice(),
        plain.entries());
  }

  /** The file's shape without its batch of one. */
  private int[] sample() {
    return Arrays.copyOfRange(file.shape(), 1, file.shape().length);
  }

  private Denoiser floatNetwork() {
    return (x, levels, contexts, raw) ->
        System.arraycopy(
            floats(network(doubles(x.data()), levels.get(0))), 0, raw.data(), 0, raw.data().length);
  }

  private double[] network(double[] x, Level level) {
    boolean learned = plan().wantsLearnedVariance();
    double[] raw = new double[learned ? 2 * x.length : x.length];
    double gain = 0.5 + 0.5 * (level.time() - 1) / reference.model_T();
    for (int i = 0; i < x.length; i++) {
      raw[i] = Math.tanh(0.7 * x[i]) * gain + 0.1 * Math.sin(3 * x[i]);
      if (learned) {
        raw[x.length + i] = Math.sin(2 * x[i]);
      }
    }
    return raw;
  }

  private static double worst(List<double[]> actual, List<double[]> expected) {
    if (actual.size() != expected.size()) {
      return Double.POSITIVE_INFINITY;
    }
    double worst = 0;
    for (int step = 0; step < actual.size(); step++) {
      double scale = 1;
      double difference = 0;
      for (int i = 0; i < expected.get(step).length; i++) {
        scale = Math.max(scale, Math.abs(expected.get(step)[i]));
        double d = Math.abs(actual.get(step)[i] - expected.get(step)[i]);
        difference = Double.isNaN(d) ? Double.POSITIVE_INFINITY : Math.max(difference, d);
      }
      worst = Math.max(worst, difference / scale);
    }
    return worst;
  }

  private static float[] floats(double[] values) {
    float[] floats = new float[values.length];
    for (int i = 0; i < values.length; i++) {
      floats[i] = (float) values[i];
    }
    return floats;
  }

  private static double[] doubles(float[] values) {
    double[] doubles = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      doubles[i] = values[i];
    }
    return doubles;
  }
}
