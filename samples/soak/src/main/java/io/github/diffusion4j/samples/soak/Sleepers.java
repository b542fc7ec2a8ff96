package io.github.diffusion4j.samples.soak;

import io.github.diffusion4j.BatchScheduler;
import io.github.diffusion4j.BatchSettings;
import io.github.diffusion4j.DiffusionPipeline;
import io.github.diffusion4j.GenerationRequest;
import io.github.diffusion4j.Samples;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/** Clients whose callbacks sleep until all others have been served: they may delay nobody. */
final class Sleepers {
  private static final int CLIENTS = 8;
  private static final int STEPS = 20;
  private static final int LONGEST_SECONDS = 30;

  private Sleepers() {}

  /** Lets as many clients sleep as others want samples. */
  static void count(Tally tally) {
    try (DiffusionPipeline pipeline = DiffusionPipeline.load("icons16");
        BatchScheduler scheduler = BatchScheduler.of(pipeline, BatchSettings.defaults())) {
      CountDownLatch served = new CountDownLatch(1);
      for (int i = 0; i < CLIENTS; i++) {
        CompletableFuture<Samples> sleeper = scheduler.submit(request(pipeline, i));
        // In a thread of its own: a callback to a future that is complete is called at once.
        new Thread(() -> sleepOn(sleeper, served), "sleeper " + i).start();
      }
      try {
        serve(scheduler, pipeline);
        tally.count("others served while callbacks sleep");
      } catch (CompletionException e) {
        tally.count(Tally.WRONG + ": callbacks that sleep delay others: " + e.getCause());
      } finally {
        served.countDown();
      }
    }
  }

  private static void serve(BatchScheduler scheduler, DiffusionPipeline pipeline) {
    IntStream.range(0, CLIENTS)
        .mapToObj(i -> scheduler.submit(request(pipeline, i)))
        .map(future -> future.orTimeout(LONGEST_SECONDS, TimeUnit.SECONDS))
        .toList()
        .forEach(CompletableFuture::join);
  }

  private static GenerationRequest request(DiffusionPipeline pipeline, long seed) {
    return pipeline.request().context(pipeline.context("folder")).steps(STEPS).seed(seed);
  }

  private static void sleepOn(CompletableFuture<Samples> sleeper, CountDownLatch served) {
    sleeper.thenAccept(samples -> await(served)).handle((none, failure) -> served).join();
  }

  private static void await(CountDownLatch served) {
    try {
      served.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
