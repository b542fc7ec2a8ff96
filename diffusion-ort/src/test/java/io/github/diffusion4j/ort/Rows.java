package io.github.diffusion4j.ort;

import io.github.diffusion4j.model.ContextVector;
import io.github.diffusion4j.model.Evaluation;
import io.github.diffusion4j.model.Model;
import io.github.diffusion4j.model.ModelCard;
import io.github.diffusion4j.schedule.Level;
import io.github.diffusion4j.tensor.NoiseSource;
import io.github.diffusion4j.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;

/** Rows to evaluate a model with: row i is the same whatever the others are. */
record Rows(Tensor x, List<Level> levels, List<ContextVector> contexts) {

  static Rows of(ModelCard card, int first, int count) {
    Tensor x = Tensor.zeros(count, card.shape());
    int size = card.shape().size();
    List<Level> levels = new ArrayList<>();
    List<ContextVector> contexts = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int row = first + i;
      NoiseSource.gaussian().fill(row, NoiseSource.START, x.data(), i * size, size);
      levels.add(card.schedule().level(1 + (7 * row) % card.schedule().steps()));
      float[] context = new float[card.context().size()];
      if (context.length > 0) {
        context[row % context.length] = 1;
      }
      contexts.add(card.context().complete(ContextVector.of(context)));
    }
    return new Rows(x, levels, contexts);
  }

  /** What the model makes of them. */
  float[] evaluate(Model model) {
    Tensor raw = Tensor.zeros(x.rows(), model.card().outputShape());
    model.evaluate(Evaluation.of(x, levels, contexts, raw));
    return raw.data();
  }

  /** What it makes of them one by one. */
  static float[][] alone(Model model, int count) {
    float[][] outputs = new float[count][];
    for (int row = 0; row < count; row++) {
      outputs[row] = of(model.card(), row, 1).evaluate(model);
    }
    return outputs;
  }
}
