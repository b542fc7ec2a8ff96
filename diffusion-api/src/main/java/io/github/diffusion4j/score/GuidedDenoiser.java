package io.github.diffusion4j.score;

import io.github.diffusion4j.model.Denoiser;
import io.github.diffusion4j.model.Evaluation;
import io.github.diffusion4j.model.ModelCard;
import io.github.diffusion4j.model.Parameterization.XRawCoefficients;
import io.github.diffusion4j.schedule.Level;
import io.github.diffusion4j.tensor.Tensor;

/**
 * A denoiser that adds a gradient to the score.
 *
 * @param denoiser of the model
 * @param card of the model
 * @param constraint gives the gradient
 * @param weight of the gradient
 */
record GuidedDenoiser(Denoiser denoiser, ModelCard card, Constraint constraint, double weight)
    implements Denoiser {
  GuidedDenoiser {
    if (!Double.isFinite(weight)) {
      throw new IllegalArgumentException(
          "weight of a constraint = " + weight + ": a finite number; 1 takes it as it is");
    }
  }

  @Override
  public void evaluate(Evaluation e) {
    denoiser.evaluate(e);
    Tensor x = Tensor.zeros(e.rows(), e.x().shape());
    Tensor x0 = Tensor.zeros(e.rows(), e.x().shape());
    int size = x.shape().size();
    int wide = e.output().shape().size();
    for (int row = 0; row < e.rows(); row++) {
      Level level = e.levels().get(row);
      XRawCoefficients clean = card.parameterization().x0(level);
      for (int i = 0; i < size; i++) {
        int at = row * size + i;
        x.data()[at] = (float) (e.x().data()[at] / level.inputScale());
        x0.data()[at] =
            (float) (clean.x() * x.data()[at] + clean.raw() * e.output().data()[row * wide + i]);
      }
    }
    Tensor gradient = constraint.gradient(x, x0, e.levels());
    for (int row = 0; row < e.rows(); row++) {
      double factor = factor(e.levels().get(row));
      for (int i = 0; i < size && factor != 0; i++) {
        e.output().data()[row * wide + i] += (float) (factor * gradient.data()[row * size + i]);
      }
    }
  }

  // 2105.05233, algorithm 2: epsilon - weight sigma gradient; epsilon = a x + b raw
  private double factor(Level level) {
    double b = card.parameterization().epsilon(level).raw();
    boolean heard = b != 0 && Double.isFinite(b);
    return heard ? -weight * level.sigma() / b : 0; // without a signal x0 does not follow epsilon
  }

  @Override
  public void close() {
    denoiser.close();
  }
}
