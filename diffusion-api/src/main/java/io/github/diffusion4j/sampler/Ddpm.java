package io.github.diffusion4j.sampler;

import io.github.diffusion4j.plan.Interval;
import io.github.diffusion4j.plan.LinearForm;
import io.github.diffusion4j.plan.LogVariance;
import io.github.diffusion4j.plan.Recorder;
import io.github.diffusion4j.plan.Sampler;

/**
 * Ancestral sampling of "Denoising Diffusion Probabilistic Models" (2006.11239), algorithm 2, over
 * any intervals.
 */
record Ddpm(DdpmVariance variance) implements Sampler {
  private static final double LEAST = 1e-20;

  // eq 7: mean = alpha' beta / sigma^2 x0 + (alpha / alpha') sigma'^2 / sigma^2 x
  @Override
  public LinearForm step(Interval i, Recorder recorder) {
    double alpha = i.from().alpha() / i.to().alpha();
    double sigma2 = i.from().sigma() * i.from().sigma();
    LinearForm mean =
        recorder
            .predict(i.from())
            .x0()
            .times(i.to().alpha() * i.beta() / sigma2)
            .plus(recorder.state().times(alpha * i.to().sigma() * i.to().sigma() / sigma2));
    boolean last = i.to().time() == 0; // algorithm 2, line 3: z = 0 if t = 1
    return last ? mean : mean.plus(noise(i, recorder));
  }

  private LinearForm noise(Interval i, Recorder recorder) {
    return switch (variance) {
      case BETA -> recorder.noise().times(Math.sqrt(i.beta()));
      case BETA_TILDE -> recorder.noise().times(Math.sqrt(i.betaTilde()));
      case LEARNED_RANGE ->
          recorder.noise(
              new LogVariance(
                  Math.log(Math.max(i.betaTilde(), LEAST)), Math.log(Math.max(i.beta(), LEAST))));
    };
  }

  @Override
  public String toString() {
    return switch (variance) {
      case BETA -> "DDPM(beta)";
      case BETA_TILDE -> "DDPM";
      case LEARNED_RANGE -> "DDPM(learned)";
    };
  }
}
