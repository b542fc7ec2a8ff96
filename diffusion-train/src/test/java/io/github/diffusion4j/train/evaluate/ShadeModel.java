package io.github.diffusion4j.train.evaluate;

import io.github.diffusion4j.model.ContextVector;
import io.github.diffusion4j.model.Evaluation;
import io.github.diffusion4j.model.Model;
import io.github.diffusion4j.model.ModelCard;
import io.github.diffusion4j.schedule.Level;
import io.github.diffusion4j.tensor.Tensor;
import java.util.List;
import java.util.Map;

/**
 * A formula that knows nothing but the shade asked for: x0-hat is -0.5 where dark is asked for, 0.5
 * where light is.
 *
 * @param prediction x0, or v with the same meaning
 * @param names of the labels, dark and light in some order and perhaps others
 */
record ShadeModel(String prediction, List<String> names) implements Model {

  @Override
  public void evaluate(Evaluation e) {
    Tensor x = e.x();
    List<Level> levels = e.levels();
    List<ContextVector> contexts = e.contexts();
    Tensor raw = e.output();
    int size = x.shape().size();
    for (int i = 0; i < x.data().length; i++) {
      float[] context = contexts.get(i / size).values();
      float shade = (context[names.indexOf("light")] - context[names.indexOf("dark")]) / 2;
      Level level = levels.get(i / size);
      double epsilon = (x.data()[i] - level.alpha() * shade) / level.sigma();
      double v = level.alpha() * epsilon - level.sigma() * shade;
      raw.data()[i] = prediction.equals("v") ? (float) v : shade;
    }
  }

  @Override
  public ModelCard card() {
    return ModelCard.of(
        "shades",
        Map.of(
            "name", "shades",
            "shape", Shades.SHAPE.toString(),
            "schedule", "cosine",
            "schedule.steps", "100",
            "prediction", prediction,
            "time", "fraction",
            "labels", String.join(",", names)));
  }

  @Override
  public String fingerprint() {
    return "none";
  }
}
