package io.github.diffusion4j.samples.cli;

import io.github.diffusion4j.GenerationRequest;
import java.util.function.Supplier;

/** Runs a request and shows how far it is. */
final class Sampling {
  /** Samples that share an evaluation, as the library has it. */
  static final int BATCH = 32;

  private Sampling() {}

  static <T> T run(String task, GenerationRequest request, int batch, Supplier<T> job) {
    request.maxBatch(batch);
    long batches = (request.count() - 1L) / batch + 1;
    long evaluations = batches * request.plan().evaluations();
    try (Progress progress = Progress.of(task, "evaluations", 0, evaluations)) {
      request.listener(step -> progress.advance(""));
      return job.get();
    }
  }
}
