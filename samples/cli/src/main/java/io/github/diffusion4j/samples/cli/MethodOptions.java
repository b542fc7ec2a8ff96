package io.github.diffusion4j.samples.cli;

import io.github.diffusion4j.DiffusionPipeline;
import io.github.diffusion4j.GenerationRequest;
import io.github.diffusion4j.scheduler.SchedulerConfig;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** By which method samples are made: a sampler, or the scheduler of a model's folder. */
final class MethodOptions {
  @Option(
      names = "--sampler",
      paramLabel = "NAME",
      description = "A sampler that diffusion samplers lists. Default: as the model says.")
  private @Nullable String sampler;

  @Option(
      names = "--scheduler",
      paramLabel = "FILE.json|CLASS",
      description = {
        "For folders of model hubs, in place of --sampler: a scheduler_config.json, or a class that"
            + " reads the folder's own, such as EulerDiscreteScheduler.",
        "Default: the folder's."
      })
  private @Nullable String scheduler;

  @Mixin private final SamplerOptions sampling = new SamplerOptions();

  void apply(GenerationRequest request, DiffusionPipeline pipeline) {
    if (sampler != null && scheduler != null) {
      throw new IllegalArgumentException(
          "--sampler %s with --scheduler %s: there is one method, give either"
              .formatted(sampler, scheduler));
    }
    Optional<SchedulerConfig> config =
        sampler == null ? scheduler(pipeline) : Optional.<SchedulerConfig>empty();
    if (config.isPresent()) {
      sampling.apply(request, config.get());
    } else {
      sampling.apply(request, pipeline.card(), sampler);
    }
  }

  private Optional<SchedulerConfig> scheduler(DiffusionPipeline pipeline) {
    if (scheduler == null) {
      return pipeline.scheduler();
    }
    return Optional.of(
        SchedulerFile.isOne(scheduler)
            ? SchedulerFile.read(scheduler)
            : ofTheModel(pipeline, scheduler).as(scheduler));
  }

  private static SchedulerConfig ofTheModel(DiffusionPipeline pipeline, String className) {
    return pipeline
        .scheduler()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "--scheduler %s: %s has no scheduler_config.json that the class could read; give"
                            .formatted(className, pipeline.card().name())
                        + " a file, or --sampler"));
  }
}
