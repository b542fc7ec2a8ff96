package io.github.diffusion4j.samples.quickstart;

import io.github.diffusion4j.BatchScheduler;
import io.github.diffusion4j.BatchSettings;
import io.github.diffusion4j.DiffusionPipeline;
import io.github.diffusion4j.Samples;
import io.github.diffusion4j.model.ContextVector;
import io.github.diffusion4j.model.ModelFile;
import io.github.diffusion4j.ort.ExecutionProvider;
import io.github.diffusion4j.ort.OrtDenoiser;
import io.github.diffusion4j.sampler.Samplers;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * The Java of the README, compiled. {@link ReadmeTest} compares the two, and runs the first listing
 * itself.
 */
final class ReadmeExamples {
  private ReadmeExamples() {}

  static Samples request(DiffusionPipeline pipeline) {
    Samples icons =
        pipeline
            .request()
            .context(
                ContextVector.mix(pipeline.context("folder"), 0.6, pipeline.context("box"), 0.4))
            .count(8)
            .seed(7)
            .sampler(Samplers.ddim(0.5))
            .steps(50)
            .guidance(2)
            .generate();
    return icons;
  }

  static List<Samples> together(DiffusionPipeline pipeline) {
    try (BatchScheduler scheduler =
        BatchScheduler.of(pipeline, BatchSettings.defaults().maxRows(64).queue(200))) {
      CompletableFuture<Samples> folder =
          scheduler.submit(
              pipeline
                  .request()
                  .context(pipeline.context("folder"))
                  .deadline(Duration.ofSeconds(10)));
      CompletableFuture<Samples> user =
          scheduler.submit(
              pipeline.request().context(pipeline.context("user")).sampler(Samplers.ddpm()));
      return List.of(folder.join(), user.join());
    }
  }

  static Samples onGpu() {
    OrtDenoiser model = OrtDenoiser.open(ModelFile.named("icons16"), ExecutionProvider.cuda(0));
    try (DiffusionPipeline pipeline = DiffusionPipeline.of(model)) {
      return pipeline.generate(pipeline.context("folder"), 20);
    }
  }
}
