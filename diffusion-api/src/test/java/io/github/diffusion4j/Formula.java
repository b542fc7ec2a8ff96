package io.github.diffusion4j;

import io.github.diffusion4j.model.ContextVector;
import io.github.diffusion4j.model.Denoiser;
import io.github.diffusion4j.model.ModelCard;
import io.github.diffusion4j.schedule.Level;
import io.github.diffusion4j.tensor.Tensor;
import java.util.List;
import java.util.Map;

/** A network that is a formula of its row, and its card. */
final class Formula {
  static final ModelCard CARD =
      ModelCard.of(
          "formula",
          Map.of(
              "shape", "1x4x4",
              "schedule", "cosine",
              "schedule.steps", "100",
              "prediction", "v",
              "time", "fraction",
              "labels", "dark,light",
              "sampler.steps", "10"));

  /** Some function of x, level and context. */
  static final Denoiser DENOISER =
      e -> {
        Tensor x = e.x();
        List<Level> levels = e.levels();
        List<ContextVector> contexts = e.contexts();
        Tensor raw = e.output();
        for (int i = 0; i < raw.data().length; i++) {
          int row = i / raw.shape().size();
          float[] c = contexts.get(row).values();
          raw.data()[i] =
              (float) Math.tanh(x.data()[i] + levels.get(row).sigma() + 0.5 * c[0] - 0.3 * c[1]);
        }
      };

  private Formula() {}
}
