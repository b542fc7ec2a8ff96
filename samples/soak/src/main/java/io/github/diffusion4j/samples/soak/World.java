package io.github.diffusion4j.samples.soak;

import io.github.diffusion4j.BatchScheduler;
import io.github.diffusion4j.BatchSettings;
import io.github.diffusion4j.DiffusionPipeline;
import io.github.diffusion4j.model.ModelFile;
import io.github.diffusion4j.ort.ExecutionProvider;
import io.github.diffusion4j.ort.OrtDenoiser;
import java.time.Duration;
import java.util.SplittableRandom;

/** An open model and a scheduler over it. */
record World(DiffusionPipeline pipeline, BatchScheduler scheduler) {

  static World open(SplittableRandom random) {
    DiffusionPipeline pipeline =
        DiffusionPipeline.of(
            OrtDenoiser.open(
                ModelFile.named("icons16"), ExecutionProvider.cpu(random.nextInt(1, 3))));
    BatchSettings settings =
        BatchSettings.defaults()
            .maxRows(random.nextInt(1, 17))
            .queue(random.nextInt(1, 17))
            .maxWait(Duration.ofMillis(random.nextInt(0, 3)))
            .whenFull(
                random.nextBoolean()
                    ? BatchSettings.WhenFull.BLOCK
                    : BatchSettings.WhenFull.REJECT);
    return new World(pipeline, BatchScheduler.of(pipeline, settings));
  }

  /** Closes under the callers' feet, in one of the ways there are. */
  void end(SplittableRandom random) {
    if (random.nextBoolean()) {
      scheduler.drain(Duration.ofMillis(random.nextInt(50)));
    }
    if (random.nextBoolean()) {
      pipeline.drain(Duration.ofMillis(random.nextInt(50)));
    }
    pipeline.close();
    scheduler.close();
  }
}
