package io.github.diffusion4j.samples.cli;

import io.github.diffusion4j.GenerationRequest;
import io.github.diffusion4j.model.ModelCard;
import io.github.diffusion4j.sampler.Samplers;
import io.github.diffusion4j.sampler.Shaping;
import io.github.diffusion4j.schedule.Spacing;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How a sampler runs; what is left out is as the model's card recommends. */
final class SamplerOptions {
  @Option(
      names = "--eta",
      paramLabel = "E",
      description = "Randomness of DDIM: 0 is deterministic, 1 as random as DDPM.")
  private @Nullable Double eta;

  @Option(names = "--steps", paramLabel = "N", description = "Steps of the sampler.")
  private @Nullable Integer steps;

  @Option(
      names = "--spacing",
      paramLabel = "NAME",
      description = "Which times are visited: trailing, leading or linspace.")
  private @Nullable String spacing;

  @Option(
      names = "--clip",
      paramLabel = "BOUND",
      description = "Bound of the predicted clean sample, or none.")
  private @Nullable String clip;

  /**
   * Makes the choices.
   *
   * @param sampler its name, or null for the card's
   */
  void apply(GenerationRequest request, ModelCard card, @Nullable String sampler) {
    ModelCard.Advice advice = card.advice();
    double adviceEta = sampler == null ? advice.eta() : 0;
    request.sampler(
        Samplers.named(
            sampler == null ? advice.sampler() : sampler, eta == null ? adviceEta : eta));
    if (steps != null) {
      request.steps(steps);
    }
    if (spacing != null) {
      request.spacing(Spacing.named(spacing));
    }
    if (clip != null) {
      request.shaping(clip.equals("none") ? Shaping.none() : Shaping.clip(bound(clip)));
    }
  }

  private static double bound(String clip) {
    try {
      return Double.parseDouble(clip);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("--clip " + clip + ": a bound above 0, or none", e);
    }
  }
}
