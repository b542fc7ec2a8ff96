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

/** A replay by the pipeline that everybody uses. */
record FloatRun(Replay replay) {

  /** The base after every evaluation. */
  List<double[]> inputs() {
    List<double[]> inputs = new ArrayList<>();
    try (DiffusionPipeline pipeline = DiffusionPipeline.of(network(), card())) {
      GenerationRequest request = pipeline.request();
      double[] image = replay.file().original_image();
      double[] mask = replay.file().mask();
      if (image != null && mask != null) {
        request.inpaint(latent(image), repainted(mask));
      }
      request
          .sampler(replay.mapping().sampler())
          .thresholding(replay.mapping().thresholding())
          .start(latent(replay.given()))
          .noiseSource(noise())
          .listener(step -> inputs.add(doubles(step.x().data())))
          .generate();
    }
    return inputs;
  }

  /** The route brings levels of its own, so that the card's schedule is a matter of form. */
  private ModelCard card() {
    return ModelCard.builder(
            shape(), NoiseSchedule.cosine(1000), replay.mapping().parameterization())
        .name(replay.reference().id())
        .variance(
            replay.plan().wantsLearnedVariance()
                ? ModelCard.Variance.LEARNED_RANGE
                : ModelCard.Variance.FIXED)
        .build();
  }

  private Denoiser network() {
    return e ->
        System.arraycopy(
            floats(replay.network(doubles(e.x().data()), e.levels().get(0))),
            0,
            e.output().data(),
            0,
            e.output().data().length);
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

  /** The reference keeps where its mask is 1. */
  private Tensor repainted(double[] mask) {
    return latent(Arrays.stream(mask).map(keep -> 1 - keep).toArray());
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
