package io.github.diffusion4j.sampler;

import io.github.diffusion4j.plan.Interval;
import io.github.diffusion4j.plan.LinearForm;
import io.github.diffusion4j.plan.Prediction;
import io.github.diffusion4j.plan.Recorder;
import io.github.diffusion4j.plan.Sampler;
import io.github.diffusion4j.schedule.Level;

/**
 * Annealed Langevin dynamics, "Generative Modeling by Estimating Gradients of the Data
 * Distribution" (1907.05600), algorithm 1, in x / alpha: some steps at each level, their size in
 * proportion to its variance. The last step goes to the clean sample as predicted, "Improved
 * Techniques" (2006.09011), section 4.
 *
 * @param rate the step size at a level over its variance, epsilon / sigma_L^2 of the paper
 * @param perLevel T, how many steps per level
 */
record AnnealedLangevin(double rate, int perLevel) implements Sampler {
  AnnealedLangevin {
    if (!(rate > 0 && rate < 2) || perLevel < 1) {
      throw new IllegalArgumentException(
          "rate %s, %d steps per level: a rate in (0, 2), such as 0.2, and at least 1"
              .formatted(rate, perLevel));
    }
  }

  @Override
  public LinearForm step(Interval i, Recorder recorder) {
    Level at = i.from();
    if (i.to().sigma() == 0) {
      return recorder.predict(at).x0().times(i.to().alpha());
    }
    // line 6: x <- x + (a / 2) score + sqrt(a) z, a = rate s^2, score = -eps / s
    for (int k = 0; k < perLevel; k++) {
      LinearForm state = recorder.state();
      Prediction p = recorder.predict(at);
      recorder.nextState(
          state
              .plus(p.epsilon().times(-rate / 2 * at.sigma()))
              .plus(recorder.noise().times(Math.sqrt(rate) * at.sigma())),
          at);
    }
    return recorder.state().times(i.to().alpha() / at.alpha());
  }

  @Override
  public String toString() {
    return "annealed Langevin(rate " + rate + ", " + perLevel + " a level)";
  }
}
