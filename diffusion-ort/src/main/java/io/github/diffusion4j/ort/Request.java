package io.github.diffusion4j.ort;

import io.github.diffusion4j.model.ContextVector;
import io.github.diffusion4j.model.ModelCard;
import io.github.diffusion4j.model.StopSignal;
import io.github.diffusion4j.schedule.Level;
import io.github.diffusion4j.tensor.Tensor;
import java.util.List;

/**
 * What {@link OrtDenoiser#evaluate} was asked.
 *
 * @param x the network's input
 * @param levels one a row
 * @param contexts one a row
 * @param stop says whether it is still wanted
 */
record Request(Tensor x, List<Level> levels, List<ContextVector> contexts, StopSignal stop) {

  int rows() {
    return x.rows();
  }

  /** Checks the sizes at the border, so that no wrong one reaches the native library. */
  void check(String model, ModelCard card, Tensor raw) {
    if (!x.shape().equals(card.shape())) {
      throw wrong(model, "x has samples of " + x.shape(), "takes " + card.shape());
    }
    if (!raw.shape().equals(card.outputShape()) || raw.rows() != rows()) {
      throw wrong(
          model,
          "raw is %d rows of %s".formatted(raw.rows(), raw.shape()),
          "gives %d of %s".formatted(rows(), card.outputShape()));
    }
    if (levels.size() != rows() || contexts.size() != rows()) {
      throw wrong(
          model,
          "%d levels and %d contexts".formatted(levels.size(), contexts.size()),
          "takes one a row, and x has " + rows());
    }
    contexts.forEach(card.labels()::check);
  }

  private static IllegalArgumentException wrong(String model, String given, String wanted) {
    return new IllegalArgumentException("%s: %s; this model %s".formatted(model, given, wanted));
  }
}
