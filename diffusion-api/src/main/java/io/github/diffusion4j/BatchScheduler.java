package io.github.diffusion4j;

import com.google.common.util.concurrent.Uninterruptibles;
import io.github.diffusion4j.model.StopSignal;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;

/**
 * Evaluates the samples of many callers together. Requests that arrive while others are sampled
 * join the next evaluation, though their step, sampler, steps, guidance and context differ.
 *
 * <pre>{@code
 * try (var scheduler = BatchScheduler.of(pipeline, BatchSettings.defaults())) {
 *   CompletableFuture<Samples> icon =
 *       scheduler.submit(pipeline.request().context(pipeline.context("folder")).seed(7));
 *   icon.thenAccept(samples -> samples.writePng(Path.of("icon.png")));
 * }
 * }</pre>
 *
 * <p>Samples are begun in the order their requests came. A request that is cancelled, or whose
 * deadline passes, gives its rows up before the next evaluation; an evaluation that nobody wants
 * any more is stopped. The results are those of {@link GenerationRequest#generate}, as equal as the
 * pipeline's denoiser keeps rows: bit for bit on the CPU provider of ONNX Runtime. A request's
 * {@link GenerationRequest#batch} does not count here, and its listener is called in the
 * scheduler's thread, for one sample at a time.
 *
 * <p>The runtime compares the first batch of each size with its rows alone, so the first minute has
 * some evaluations more.
 *
 * <p>Thread-safe. It has one daemon thread, and does not close its pipeline.
 */
public final class BatchScheduler implements AutoCloseable {
  private final DiffusionPipeline pipeline;
  private final WaitingLine line;
  private final Thread worker;
  private volatile boolean closed;

  private BatchScheduler(DiffusionPipeline pipeline, BatchSettings settings) {
    this.pipeline = pipeline;
    line = new WaitingLine(settings);
    worker = new Thread(this::work, "diffusion4j-batches");
    worker.setDaemon(true);
  }

  /**
   * A scheduler for a pipeline.
   *
   * @param pipeline evaluates; others may use it, too
   * @param settings the bounds
   * @return the scheduler; the caller closes it
   */
  public static BatchScheduler of(DiffusionPipeline pipeline, BatchSettings settings) {
    BatchScheduler scheduler = new BatchScheduler(pipeline, settings);
    scheduler.worker.start();
    return scheduler;
  }

  /**
   * Puts a request in line. The request may be changed and used again at once.
   *
   * @param request of this scheduler's pipeline
   * @return the samples to come; cancelling it takes the request out
   * @throws IllegalArgumentException if the request is another pipeline's, or its settings do not
   *     go together
   * @throws IllegalStateException if scheduler or pipeline are closed
   * @throws java.util.concurrent.RejectedExecutionException if the queue is full and the settings
   *     say so
   * @throws CancellationException if, while it waits for room, the thread is interrupted or the
   *     deadline passes
   */
  public CompletableFuture<Samples> submit(GenerationRequest request) {
    Generation generation = request.prepare();
    if (generation.pipeline() != pipeline) {
      throw new IllegalArgumentException(
          "a request of another pipeline (%s): this scheduler's is %s"
              .formatted(generation.card().name(), pipeline.card().name()));
    }
    Job job = new Job(generation);
    try {
      line.add(job);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw failed(job, new CancellationException("interrupted while waiting for room"));
    } catch (RuntimeException e) {
      throw failed(job, e);
    }
    return job.future();
  }

  private static RuntimeException failed(Job job, RuntimeException reason) {
    job.fail(reason);
    return reason;
  }

  /**
   * Puts a request in line and waits for it.
   *
   * @param request of this scheduler's pipeline
   * @return the samples
   * @throws IllegalArgumentException as {@link #submit}
   * @throws IllegalStateException if scheduler or pipeline are closed, or the network gives what is
   *     no number
   * @throws java.util.concurrent.RejectedExecutionException as {@link #submit}
   * @throws CancellationException if the thread is interrupted or the deadline passes
   */
  public Samples generate(GenerationRequest request) {
    CompletableFuture<Samples> samples = submit(request);
    try {
      return samples.get();
    } catch (InterruptedException e) {
      samples.cancel(true);
      Thread.currentThread().interrupt();
      throw new CancellationException("stopped: the thread was interrupted");
    } catch (ExecutionException e) {
      if (e.getCause() instanceof Error error) {
        throw error;
      }
      throw (RuntimeException) e.getCause(); // nothing else is thrown in the scheduler
    }
  }

  private void work() {
    Flight flight = new Flight(pipeline.card());
    StopSignal closing = () -> closed ? "the scheduler was closed" : null;
    try {
      while (boards(flight)) {
        flight.step(pipeline.denoiser(), closing);
      }
    } finally {
      line.close();
      line.failAll();
      flight.failAll(WaitingLine.closed());
    }
  }

  private boolean boards(Flight flight) {
    try {
      return line.board(flight) && !closed;
    } catch (InterruptedException e) {
      return !closed; // a listener's doing, which means nothing to the others
    }
  }

  /**
   * Ends at once: takes no new work and stops the evaluation that runs. Requests that are not done
   * fail with {@link IllegalStateException}. Closing twice is harmless.
   */
  @Override
  public void close() {
    drain(Duration.ZERO);
  }

  /**
   * Ends gently: takes no new work and lets what is in line come to its end. What is not done in
   * time, or when this thread is interrupted, is stopped as by {@link #close}.
   *
   * @param limit how long to wait at most
   */
  public void drain(Duration limit) {
    line.close();
    if (Thread.currentThread() == worker) { // a listener's call
      closed = true;
      return;
    }
    try {
      TimeUnit.NANOSECONDS.timedJoin(worker, TimeUnit.NANOSECONDS.convert(limit));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    closed = true;
    Uninterruptibles.joinUninterruptibly(worker);
  }
}
