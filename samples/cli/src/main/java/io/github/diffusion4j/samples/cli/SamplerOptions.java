package io.github.diffusion4j.samples.cli;

import io.github.diffusion4j.GenerationRequest;
import io.github.diffusion4j.model.ModelCard;
import io.github.diffusion4j.model.SamplingDefaults;
import io.github.diffusion4j.sampler.Samplers;
import io.github.diffusion4j.scheduler.SchedulerConfig;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** How a sampler runs; what is left out is as the model's card recommends. */
final class SamplerOptions {
  @Option(
      names = "--eta",
      paramLabel = "E",
      description = "Randomness of DDIM: 0 is deterministic, 1 as random as DDPM.")
  private @Nullable Double eta;

  @Mixin private final StepOptions steps = new StepOptions();

  /**
   * Makes the choices.
   *
   * @param sampler its name, or null for the card's
   */
  void apply(GenerationRequest request, ModelCard card, @Nullable String sampler) {
    SamplingDefaults advice = card.defaults();
    double adviceEta = sampler == null ? advice.eta() : 0;
    request.sampler(
        Samplers.named(
            sampler == null ? advice.sampler() : sampler, eta == null ? adviceEta : eta));
    steps.apply(request);
  }

  /** Makes the choices for a scheduler, which says itself which times are visited. */
  void apply(GenerationRequest request, SchedulerConfig scheduler) {
    steps.refuseSpacing(scheduler);
    request.scheduler(eta == null ? scheduler : scheduler.with(Map.of("eta", eta)));
    steps.apply(request);
  }
}
