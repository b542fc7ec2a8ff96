package io.github.diffusion4j.score;

import io.github.diffusion4j.schedule.Level;
import io.github.diffusion4j.tensor.Tensor;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * A known projection of x0.
 *
 * @param projection P, linear and orthogonal
 * @param known y, of which P y is wanted; dealt out in turn
 */
record ProjectionConstraint(UnaryOperator<Tensor> projection, Tensor known) implements Constraint {

  // log c = -|P (x0 - y)|^2 / (2 (sigma / alpha)^2), d x0 / d x taken as 1 / alpha
  @Override
  public Tensor gradient(Tensor x, Tensor x0, List<Level> levels) {
    if (x0.rows() % known.rows() != 0 || !x0.shape().equals(known.shape())) {
      throw new IllegalArgumentException(
          "%d known samples of %s for %d samples of %s: one known sample, or one for each"
              .formatted(known.rows(), known.shape(), x0.rows(), x0.shape()));
    }
    int size = x0.shape().size();
    Tensor gradient = Tensor.zeros(x0.rows(), x0.shape());
    for (int i = 0; i < x0.data().length; i++) {
      gradient.data()[i] = x0.data()[i] - known.data()[i % known.data().length];
    }
    gradient = projection.apply(gradient);
    for (int i = 0; i < gradient.data().length; i++) {
      Level level = levels.get(i / size);
      gradient.data()[i] *= (float) (-level.alpha() / (level.sigma() * level.sigma()));
    }
    return gradient;
  }
}
