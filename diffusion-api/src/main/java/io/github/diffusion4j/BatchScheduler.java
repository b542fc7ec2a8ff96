package io.github.diffusion4j;

import com.google.common.util.concurrent.Uninterruptibles;
import io.github.diffusion4j.model.GenerationCancelledException;
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
 *   icon.join().writePng(Path.of("icon.png"));
 * }
 * }</pre>
 *
 * <p>Samples are begun in the order their requests came. A request that is cancelled, or whose
 * deadline passes, gives its rows up before the next evaluation; an evaluation that nobody wants
 * any more is stopped. The results are those of {@link GenerationRequest#generate}, as equal as the
 * pipeline's denoiser keeps rows: bit for bit on the CPU provider of ONNX Runtime. A request's
 * {@link GenerationRequest#maxBatch} does not count here.
 *
 * <p>Nobody's code runs in the scheduler's thread: futures are completed, and listeners called, by
 * {@link BatchSettings#callbackExecutor()}. So a callback that blocks delays only its own request;
 * a request's listener is called for one sample at a time, in the order of the steps, with copies
 * of the tensors, which wait in memory for a listener that is slow, and before the future
 * completes. A request that fails or is stopped does not wait for its listener.
 *
 * <p>The runtime compares the first batch of each size with its rows alone, so the first minute has
 * some evaluations more.
 *
 * <p>Thread-safe. It has one daemon thread beside those of the callbacks, and does not close its
 * pipeline.
 */
public final class BatchScheduler implements AutoCloseable {
  private final DiffusionPipeline pipeline;
  private final Callbacks callbacks;
  private final SchedulerMetrics metrics;
  private final RequestQueue queue;
  private final Thread worker;
  private volatile boolean closed;

  private BatchScheduler(DiffusionPipeline pipeline, BatchSettings settings) {
    this.pipeline = pipeline;
    callbacks = Callbacks.of(settings);
    metrics = new SchedulerMetrics(settings, callbacks);
    queue = new RequestQueue(settings, metrics);
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
   * Queues a request. The request may be changed and used again at once.
   *
   * @param request of this scheduler's pipeline
   * @return the samples to come; cancelling it takes the request out
   * @throws IllegalArgumentException if the request is another pipeline's, or its settings do not
   *     go together
   * @throws PipelineClosedException if scheduler or pipeline are closed
   * @throws java.util.concurrent.RejectedExecutionException if the queue is full and the settings
   *     say so
   * @throws GenerationCancelledException if the thread is interrupted while it waits for room
   * @throws io.github.diffusion4j.model.DeadlineExceededException if the deadline passes while it
   *     waits for room
   */
  public CompletableFuture<Samples> submit(GenerationRequest request) {
    Generation prepared = request.prepare();
    if (prepared.pipeline() != pipeline) {
      throw new IllegalArgumentException(
          "a request of another pipeline (%s): this scheduler's is %s"
              .formatted(prepared.card().name(), pipeline.card().name()));
    }
    Generation generation = prepared.encoded(StopSignal.interruptOf(Thread.currentThread()));
    ServedRequest served = new ServedRequest(generation, metrics, callbacks);
    try {
      queue.add(served);
    } catch (InterruptedException e) {
      served.withdraw();
      Thread.currentThread().interrupt();
      throw new GenerationCancelledException("interrupted while waiting for room");
    } catch (RuntimeException e) {
      served.withdraw();
      throw e;
    }
    return served.future();
  }

  /**
   * Queues a request and waits for its samples.
   *
   * @param request of this scheduler's pipeline
   * @return the samples
   * @throws IllegalArgumentException as {@link #submit}
   * @throws PipelineClosedException if scheduler or pipeline are closed
   * @throws IllegalStateException if the network returns NaN or infinity
   * @throws java.util.concurrent.RejectedExecutionException as {@link #submit}
   * @throws GenerationCancelledException if the thread is interrupted
   * @throws io.github.diffusion4j.model.DeadlineExceededException if the deadline passes
   */
  public Samples generate(GenerationRequest request) {
    CompletableFuture<Samples> samples = submit(request);
    try {
      return samples.get();
    } catch (InterruptedException e) {
      samples.cancel(true);
      Thread.currentThread().interrupt();
      throw new GenerationCancelledException("stopped: the thread was interrupted");
    } catch (CancellationException e) { // Java 25 wraps the one that the future was completed with
      throw e.getCause() instanceof CancellationException reason ? reason : e;
    } catch (ExecutionException e) {
      if (e.getCause() instanceof Error error) {
        throw error;
      }
      throw (RuntimeException) e.getCause(); // nothing else is thrown in the scheduler
    }
  }

  /**
   * What the scheduler has done so far.
   *
   * @return the numbers at this moment
   */
  public SchedulerStatistics statistics() {
    return metrics.statistics(queue.queued());
  }

  /**
   * Whether it takes no more requests.
   *
   * @return true once {@link #close} or {@link #drain} was called
   */
  public boolean isClosed() {
    return !queue.isOpen();
  }

  private void work() {
    RunningBatch batch = new RunningBatch(pipeline, metrics);
    StopSignal closing = () -> closed ? "the scheduler was closed" : null;
    try {
      while (admits(batch)) {
        batch.step(closing);
      }
    } finally {
      queue.close();
      queue.failAll();
      batch.failAll(RequestQueue.closed());
      callbacks.close();
    }
  }

  private boolean admits(RunningBatch batch) {
    try {
      return queue.admit(batch) && !closed;
    } catch (InterruptedException e) {
      return !closed; // a callback's doing, which means nothing to the others
    }
  }

  /**
   * Ends at once: takes no new work and stops the evaluation that runs. Requests that are not done
   * fail with {@link PipelineClosedException}. Closing twice is harmless.
   */
  @Override
  public void close() {
    drain(Duration.ZERO);
  }

  /**
   * Ends gently: takes no new work and lets what is in line come to its end, callbacks in the
   * scheduler's own threads included. What is not done in time, or when this thread is interrupted,
   * is stopped as by {@link #close}; callbacks that still run are left to themselves.
   *
   * @param limit how long to wait at most
   */
  public void drain(Duration limit) {
    queue.close();
    if (Thread.currentThread() == worker) { // a callback that the executor rejected
      closed = true;
      return;
    }
    long start = System.nanoTime();
    long nanos = TimeUnit.NANOSECONDS.convert(limit); // saturates
    try {
      TimeUnit.NANOSECONDS.timedJoin(worker, nanos);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    closed = true;
    Uninterruptibles.joinUninterruptibly(worker);
    try {
      callbacks.await(nanos - (System.nanoTime() - start));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
