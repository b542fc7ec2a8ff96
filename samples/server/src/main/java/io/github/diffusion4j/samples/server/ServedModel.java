package io.github.diffusion4j.samples.server;

import io.github.diffusion4j.BatchScheduler;
import io.github.diffusion4j.BatchSettings;
import io.github.diffusion4j.DiffusionPipeline;
import io.github.diffusion4j.GenerationRequest;
import io.github.diffusion4j.PipelineClosedException;
import io.github.diffusion4j.Samples;
import io.github.diffusion4j.SchedulerStatistics;
import io.github.diffusion4j.model.ContextSpec;
import io.github.diffusion4j.tensor.Shape;
import io.github.diffusion4j.tensor.Tensor;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;

/** A model with the scheduler that all its requests go through. */
final class ServedModel implements AutoCloseable {
  private static final long MOST_SECONDS = 60;

  private final String name;
  private final DiffusionPipeline pipeline;
  private final BatchScheduler scheduler;

  private ServedModel(String name, DiffusionPipeline pipeline, BatchScheduler scheduler) {
    this.name = name;
    this.pipeline = pipeline;
    this.scheduler = scheduler;
  }

  static ServedModel of(
      String name, DiffusionPipeline pipeline, ServerSettings settings, MeterRegistry registry) {
    pipeline.request().imageFormat(); // refuses a model of something else
    SchedulerMeters meters = new SchedulerMeters(registry, name);
    BatchScheduler scheduler =
        BatchScheduler.of(
            pipeline,
            BatchSettings.defaults()
                .maxRows(settings.maxRows())
                .queue(settings.queue())
                .listener(meters));
    meters.bind(scheduler);
    return new ServedModel(name, pipeline, scheduler);
  }

  /** What requests call it. */
  String name() {
    return name;
  }

  DiffusionPipeline pipeline() {
    return pipeline;
  }

  /** Draws a sample, which loads all that is loaded once. */
  void warmUp() {
    GenerationRequest request = pipeline.request().steps(1);
    if (pipeline.card().context().has(ContextSpec.INPAINT)) { // draws nothing without an image
      Shape image = request.imageFormat().shape();
      Shape mask = Shape.of(1, image.dimension(1), image.dimension(2));
      request.inpaint(Tensor.zeros(1, image), Tensor.zeros(1, mask));
    }
    submit(request).join();
  }

  /** Queues a request, or refuses it with what the client is told. */
  CompletableFuture<Samples> submit(GenerationRequest request) {
    try {
      return scheduler.submit(request);
    } catch (RejectedExecutionException e) {
      long seconds = secondsUntilRoom();
      throw ApiException.queueFull(
          "%s has as many requests waiting as it takes: come again in %d s"
              .formatted(name, seconds),
          seconds);
    } catch (PipelineClosedException e) {
      throw ApiException.closing("the service is shutting down: ask another instance");
    } catch (IllegalArgumentException e) {
      throw ApiException.badRequest(String.valueOf(e.getMessage()));
    }
  }

  /** The time in the network for what waits now, as it was per request so far. */
  private long secondsUntilRoom() {
    SchedulerStatistics so = scheduler.statistics();
    double perRequest = so.evaluationTime().toMillis() / 1e3 / Math.max(1, so.completed());
    return Math.min(MOST_SECONDS, Math.max(1, (long) Math.ceil(perRequest * so.queued())));
  }

  /** Ends at once; requests that come to their end are waited for by the web server before. */
  @Override
  public void close() {
    scheduler.close();
    pipeline.close();
  }
}
