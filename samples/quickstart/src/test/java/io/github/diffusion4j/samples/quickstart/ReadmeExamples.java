package io.github.diffusion4j.samples.quickstart;

import io.github.diffusion4j.BatchScheduler;
import io.github.diffusion4j.BatchSettings;
import io.github.diffusion4j.DiffusionPipeline;
import io.github.diffusion4j.Samples;
import io.github.diffusion4j.model.ContextVector;
import io.github.diffusion4j.model.RuntimeSettings;
import io.github.diffusion4j.sampler.Samplers;
import java.nio.file.Path;
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

  static void fromTheHub() {
    try (DiffusionPipeline pipeline =
        DiffusionPipeline.load(Path.of("stable-diffusion-v1-5-onnx"))) {
      Samples horse = pipeline.generate(pipeline.prompt("an astronaut riding a horse"), 20);
      horse.writePng(Path.of("horse.png"));
    }
  }

  static Samples castles(DiffusionPipeline pipeline) {
    Samples castles =
        pipeline
            .request()
            .prompt("a castle at dusk, oil on canvas")
            .negativePrompt("blurry")
            .scheduler(pipeline.scheduler().orElseThrow().as("DPMSolverMultistepScheduler"))
            .size(768, 512)
            .steps(20)
            .guidance(7)
            .count(4)
            .decodeInTiles(512)
            .generate();
    return castles;
  }

  static Samples onGpu() {
    try (DiffusionPipeline pipeline = DiffusionPipeline.load("icons16", RuntimeSettings.cuda(0))) {
      return pipeline.generate(pipeline.context("folder"), 20);
    }
  }
}
