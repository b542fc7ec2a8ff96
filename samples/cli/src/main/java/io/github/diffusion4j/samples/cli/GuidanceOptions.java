package io.github.diffusion4j.samples.cli;

import io.github.diffusion4j.DiffusionPipeline;
import io.github.diffusion4j.GenerationRequest;
import io.github.diffusion4j.Guidance;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How closely contexts are followed; without any option, as the model's card recommends. */
final class GuidanceOptions {
  @Option(
      names = "--guidance",
      paramLabel = "W",
      description = "How closely the context is followed: 1 as trained, above 1 more.")
  private @Nullable Double weight;

  @Option(
      names = "--guidance-rescale",
      paramLabel = "PHI",
      description = "Bring the spread of guided outputs back, from 0 (not at all) to 1.")
  private @Nullable Double rescale;

  @Option(
      names = "--guidance-interval",
      split = ",",
      hideParamSyntax = true,
      paramLabel = "LOW,HIGH",
      description = "Guide at these times of the schedule alone, such as 100,700.")
  private List<Double> interval = List.of();

  @Option(
      names = "--negative",
      paramLabel = "TEXT|CONTEXT",
      description =
          "What the samples shall not show, as --prompt or --context says it; guidance leads away"
              + " from it.")
  private @Nullable String negative;

  void apply(GenerationRequest request, DiffusionPipeline pipeline) {
    if (weight != null || option() != null) {
      request.guidance(guidance(pipeline));
    }
  }

  /** What was asked for, or what the model's card recommends. */
  Guidance guidance(DiffusionPipeline pipeline) {
    double advice = pipeline.card().defaults().guidance();
    Guidance guidance = Guidance.of(weight != null ? weight : advice);
    String option = option();
    if (option != null && guidance.weight() == 1) {
      throw new IllegalArgumentException(
          option + " with guidance 1: nothing is guided; give a weight, such as --guidance 2");
    }
    if (rescale != null) {
      guidance = guidance.rescaled(rescale);
    }
    if (!interval.isEmpty()) {
      if (interval.size() != 2) {
        throw new IllegalArgumentException(
            "--guidance-interval " + interval + ": two times, such as 100,700");
      }
      guidance = guidance.within(interval.get(0), interval.get(1));
    }
    return negative == null ? guidance : guidance.against(Contexts.one(negative, pipeline));
  }

  /** An option that wants a weight, or null. */
  private @Nullable String option() {
    if (rescale != null) {
      return "--guidance-rescale " + rescale;
    }
    if (!interval.isEmpty()) {
      return "--guidance-interval";
    }
    return negative == null ? null : "--negative " + negative;
  }
}
