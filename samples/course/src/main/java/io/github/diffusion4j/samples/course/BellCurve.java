package io.github.diffusion4j.samples.course;

import io.github.diffusion4j.DiffusionPipeline;
import io.github.diffusion4j.model.Denoiser;
import io.github.diffusion4j.model.ModelCard;
import io.github.diffusion4j.schedule.Level;
import io.github.diffusion4j.tensor.Tensor;
import java.util.List;
import java.util.Map;

/** Data of which all is known, numbers from N(0, s^2), and the best network for them: a formula. */
final class BellCurve {
  /** s, the standard deviation. */
  static final double DEVIATION = 0.5;

  private static final ModelCard CARD =
      ModelCard.of(
          "bell",
          Map.of(
              "time", "fraction",
              "shape", "1x32x32",
              "prediction", "x0",
              "schedule", "linear",
              "schedule.steps", "500"));

  private BellCurve() {}

  static DiffusionPipeline pipeline() {
    return DiffusionPipeline.of(network(), CARD);
  }

  // x = alpha x0 + sigma z is Gaussian with x0: E[x0 | x] = s^2 alpha x / (s^2 alpha^2 + sigma^2)
  private static Denoiser network() {
    return e -> {
      Tensor x = e.x();
      List<Level> levels = e.levels();
      Tensor raw = e.output();
      Level level = levels.get(0);
      double s2 = DEVIATION * DEVIATION;
      double sigma2 = level.sigma() * level.sigma();
      double factor = s2 * level.alpha() / (s2 * level.alphaBar() + sigma2);
      for (int i = 0; i < x.data().length; i++) {
        raw.data()[i] = (float) (factor * x.data()[i]);
      }
    };
  }
}
