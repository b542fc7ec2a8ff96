package io.github.diffusion4j.golden;

import io.github.diffusion4j.DiffusionPipeline;
import io.github.diffusion4j.GenerationRequest;
import io.github.diffusion4j.model.Denoiser;
import io.github.diffusion4j.model.ModelCard;
import io.github.diffusion4j.schedule.NoiseSchedule;
import io.github.diffusion4j.tensor.NoiseSource;
import io.github.diffusion4j.tensor.Shape;
import io.github.diffusion4j.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** A replay by the pipeline that everybody uses. */
record FloatRun(Replay replay) {

  /** The base after every evaluation. */
  List<double[]> bases() {
    List<double[]> bases = new ArrayList<>();
    try (DiffusionPipeline pipeline = DiffusionPipeline.of(network(), card())) {
      GenerationRequest request = pipeline.request();
      double[] image = replay.file().original_image();
      double[] mask = replay.file().mask();
      if (image != null && mask != null) {
        request.keep(latent(image), latent(mask));
      }
      request
          .sampler(replay.mapping().route())
          .shaping(replay.mapping().shaping())
          .start(latent(replay.given()))
          .noise(noise())
          .listener(step -> bases.add(doubles(step.x().data())))
          .generate();
    }
    return bases;
  }

  /** The route brings levels of its own, so that the card's schedule is a matter of form. */
  private ModelCard card() {
    ModelCard plain =
        ModelCard.of(
            replay.reference().id(),
            Map.of(
                "shape", shape().toString(),
                "variance", replay.plan().wantsLearnedVariance() ? "learned-range" : "fixed",
                "schedule", "cosine",
                "schedule.steps", "1000",
                "prediction", "epsilon",
                "time", "index"));
    return new ModelCard(
        plain.name(),
        plain.shape(),
        plain.variance(),
        NoiseSchedule.cosine(1000),
        replay.mapping().parameterization(),
        plain.time(),
        plain.inputs(),
        plain.labels(),
        plain.range(),
        plain.advice(),
        plain.entries());
  }

  private Denoiser network() {
    return (x, levels, contexts, raw) ->
        System.arraycopy(
            floats(replay.network(doubles(x.data()), levels.get(0))),
            0,
            raw.data(),
            0,
            raw.data().length);
  }

  private NoiseSource noise() {
    return (seed, draw, target, offset, length) ->
        System.arraycopy(floats(replay.draw(draw)), 0, target, offset, length);
  }

  /** The file's shape without its batch of one. */
  private Shape shape() {
    int[] shape = replay.file().shape();
    return Shape.of(Arrays.copyOfRange(shape, 1, shape.length));
  }

  private Tensor latent(double[] values) {
    return Tensor.wrap(shape(), floats(values));
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
