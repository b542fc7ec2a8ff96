package io.github.diffusion4j;

import io.github.diffusion4j.model.ContextRole;
import io.github.diffusion4j.model.ContextSpec;
import io.github.diffusion4j.model.ContextTensor;
import io.github.diffusion4j.model.ContextVector;
import io.github.diffusion4j.tensor.Shape;
import io.github.diffusion4j.tensor.Tensor;

/** The image that a ControlNet follows. */
final class ControlImage {
  private ControlImage() {}

  /** The shape of the control images that a model takes. */
  static Shape shape(ContextSpec spec) {
    return spec.roles().stream()
        .filter(role -> role.name().equals(ContextSpec.CONTROL))
        .map(ContextRole::shape)
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "a control image for a model without a ControlNet: it takes " + spec));
  }

  /** The roles of control. */
  static ContextVector context(Tensor image, double scale, ContextSpec spec) {
    Shape shape = shape(spec);
    if (image.rows() != 1 || !image.shape().equals(shape)) {
      throw new IllegalArgumentException(
          "%d control images of %s: this model takes one of %s"
              .formatted(image.rows(), image.shape(), shape));
    }
    for (float value : image.data()) {
      if (!(value >= 0 && value <= 1)) {
        throw new IllegalArgumentException(
            "a control image with a value of %s: from 0, black, to 1, white".formatted(value));
      }
    }
    if (!Double.isFinite(scale)) {
      throw new IllegalArgumentException(
          "scale = %s of a control image: a finite number, usually from 0 to 1".formatted(scale));
    }
    return ContextVector.of(ContextSpec.CONTROL, ContextTensor.of(shape, image.data()))
        .with(ContextSpec.CONTROL_SCALE, ContextTensor.of(Shape.of(1), (float) scale));
  }
}
