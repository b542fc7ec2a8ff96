package io.github.diffusion4j;

import io.github.diffusion4j.model.StopSignal;
import io.github.diffusion4j.tensor.Tensor;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * A request in a {@link BatchScheduler}. Used by one thread at a time; its listener and its future
 * are called back elsewhere, the steps in order and the samples after them.
 */
final class ServedRequest {
  private final Generation generation;
  private final SchedulerMetrics metrics;
  private final Callbacks callbacks;
  private final Executor inOrder;
  private final CompletableFuture<Samples> future = new CompletableFuture<>();
  private final StopSignal stop;
  private final long submitted = System.nanoTime();

  /** Why there will be no samples; set once, also by a listener that throws. */
  private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();

  private @Nullable SampleCollector collector;

  /** Samples begun. */
  private int begun;

  private boolean over;

  ServedRequest(Generation generation, SchedulerMetrics metrics, Callbacks callbacks) {
    this.generation = generation;
    this.metrics = metrics;
    this.callbacks = callbacks;
    inOrder = callbacks.inOrder();
    stop = Generation.stopIfDone(future).or(generation.stopAtDeadline());
    generation.pipeline().inFlight().enter();
  }

  CompletableFuture<Samples> future() {
    return future;
  }

  StopSignal stop() {
    return stop;
  }

  /** Rows of an evaluation that one sample takes at most. */
  int rowsPerSample() {
    return generation.guidance().weight() == 1 ? 1 : 2;
  }

  boolean hasBegun() {
    return begun > 0;
  }

  boolean isAllBegun() {
    return begun == generation.count();
  }

  /** Rows that the samples take which have not begun. */
  long rowsToBegin() {
    return (long) (generation.count() - begun) * rowsPerSample();
  }

  /** How long ago it was submitted. */
  long ageNanos() {
    return System.nanoTime() - submitted;
  }

  /** Begins the next sample. */
  RunningSamples begin() {
    if (collector == null) {
      collector =
          new SampleCollector(generation, generation.listener() == null ? null : this::relay);
    }
    return collector.start(begun++, 1);
  }

  /** Passes a step to the listener, as copies, since the loop goes on. */
  private void relay(GenerationListener.Step step) {
    GenerationListener.Step copy =
        new GenerationListener.Step(
            step.index(),
            step.count(),
            step.firstSample(),
            step.level(),
            copyOf(step.x()),
            copyOf(step.x0()));
    inOrder.execute(() -> tell(copy));
  }

  private static Tensor copyOf(Tensor tensor) {
    return Tensor.wrap(tensor.shape(), tensor.data().clone());
  }

  private void tell(GenerationListener.Step step) {
    GenerationListener listener = generation.listener();
    if (listener == null || stop.reason() != null || failure.get() != null) {
      return;
    }
    try {
      listener.onStep(step);
    } catch (RuntimeException | Error e) {
      failure.compareAndSet(null, e); // seen before the next evaluation, or by settle()
    }
  }

  /** Completes the request if its last sample is done. */
  void completeIfDone() {
    SampleCollector done = collector;
    if (done != null && done.isComplete() && !over) {
      over = true;
      inOrder.execute(() -> settle(samplesOf(done)));
    }
  }

  /** Decodes on another thread than the scheduler's; null if that failed. */
  private @Nullable Samples samplesOf(SampleCollector done) {
    try {
      return done.samples(stop);
    } catch (RuntimeException | Error e) {
      failure.compareAndSet(null, e);
      return null;
    } finally {
      generation
          .pipeline()
          .inFlight()
          .leave(); // before others are told, who may close the pipeline
    }
  }

  /** Ends the request if nobody wants it any more; says whether it is over. */
  boolean endIfUnwanted() {
    if (!over) {
      @Nullable Throwable failed = failure.get();
      if (failed != null) {
        fail(failed);
      }
      try {
        stop.check();
      } catch (CancellationException e) {
        fail(e);
      }
    }
    return over;
  }

  /** Ends the request without samples, and without waiting for its listener. */
  void fail(Throwable reason) {
    failure.compareAndSet(null, reason);
    if (end()) {
      callbacks.execute(() -> settle(null));
    }
  }

  /** Ends a request that was never queued. */
  void withdraw() {
    end();
  }

  /**
   * Ends the request before its future completes, since a callback may close the pipeline; false if
   * it had ended.
   */
  private boolean end() {
    if (over) {
      return false;
    }
    over = true;
    generation.pipeline().inFlight().leave();
    return true;
  }

  private void settle(@Nullable Samples samples) {
    @Nullable Throwable failed = failure.get();
    metrics.finished(outcome(failed), generation.count(), ageNanos());
    if (failed == null) {
      future.complete(samples);
    } else {
      future.completeExceptionally(failed);
    }
  }

  private SchedulerListener.Outcome outcome(@Nullable Throwable failed) {
    if (failed == null && !future.isDone()) {
      return SchedulerListener.Outcome.COMPLETED;
    }
    return failed == null || failed instanceof CancellationException
        ? SchedulerListener.Outcome.STOPPED
        : SchedulerListener.Outcome.FAILED;
  }
}
