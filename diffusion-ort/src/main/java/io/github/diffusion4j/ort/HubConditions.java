package io.github.diffusion4j.ort;

import io.github.diffusion4j.model.ContextSpec;
import io.github.diffusion4j.model.ContextTensor;
import io.github.diffusion4j.model.ContextVector;
import io.github.diffusion4j.tensor.Shape;

/**
 * What networks are told of a request: the size of its images, and an embedded guidance weight.
 *
 * @param spec of the network
 * @param factor how many pixels a side of a latent is
 */
record HubConditions(ContextSpec spec, int factor) {

  ContextVector of(Shape shape, double guidance) {
    ContextVector conditions = ContextVector.unconditional();
    if (spec.has(HubInputs.TIME_IDS)) {
      conditions = conditions.with(HubInputs.TIME_IDS, sizes(shape));
    }
    return spec.has(ContextSpec.GUIDANCE)
        ? conditions.with(ContextSpec.GUIDANCE, embedding(guidance))
        : conditions;
  }

  /** Original height and width, top and left of the crop, target height and width (2307.01952). */
  private ContextTensor sizes(Shape shape) {
    float height = shape.dimension(1) * factor;
    float width = shape.dimension(2) * factor;
    return ContextTensor.of(Shape.of(6), height, width, 0, 0, height, width);
  }

  /**
   * The embedding of w - 1, as the time's of "Attention Is All You Need" (1706.03762), section 3.5,
   * in thousandths: sines and then cosines of 1000 (w - 1) / 10000^(i / (half - 1)).
   */
  private ContextTensor embedding(double weight) {
    int width =
        spec.roles().stream()
            .filter(role -> role.name().equals(ContextSpec.GUIDANCE))
            .mapToInt(role -> role.shape().size())
            .sum();
    int half = width / 2;
    float[] values = new float[width];
    for (int i = 0; i < half; i++) {
      double angle = 1000 * (weight - 1) * Math.exp(-Math.log(10000) * i / (half - 1));
      values[i] = (float) Math.sin(angle);
      values[half + i] = (float) Math.cos(angle);
    }
    return ContextTensor.of(Shape.of(width), values);
  }
}
