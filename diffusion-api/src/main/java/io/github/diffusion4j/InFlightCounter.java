package io.github.diffusion4j;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Counts the generations inside a pipeline, so that it can end when they have left.
 *
 * <p>Thread-safe.
 */
final class InFlightCounter {
  private enum State {
    OPEN,
    /** Nobody comes in any more. */
    DRAINING,
    /** Those inside may not go on either. */
    CLOSED
  }

  private final String name;
  private volatile State state = State.OPEN;
  private int inside;

  InFlightCounter(String name) {
    this.name = name;
  }

  boolean isOpen() {
    return state == State.OPEN;
  }

  /** Lets a generation in that must {@link #leave}. */
  synchronized void enter() {
    if (state != State.OPEN) {
      throw new PipelineClosedException(name + ": this pipeline is closed; load the model again");
    }
    inside++;
  }

  synchronized void leave() {
    inside--;
    notifyAll();
  }

  /** Asked by those inside before they go on. */
  void check() {
    if (state == State.CLOSED) {
      throw closed(null);
    }
  }

  /** Does some work; where it fails because the pipeline was closed meanwhile, that is said. */
  <R> R unlessClosed(Supplier<R> work) {
    check();
    try {
      return work.get();
    } catch (IllegalStateException e) {
      if (state == State.CLOSED) {
        throw closed(e);
      }
      throw e;
    }
  }

  private PipelineClosedException closed(@Nullable Throwable failure) {
    return new PipelineClosedException(
        name + ": this pipeline was closed during a generation", failure);
  }

  synchronized void close() {
    state = State.CLOSED;
  }

  /**
   * Lets nobody in and waits until all have left, or the time is over.
   *
   * @throws InterruptedException if the waiting thread is interrupted
   */
  synchronized void drain(Duration limit) throws InterruptedException {
    if (state == State.OPEN) {
      state = State.DRAINING;
    }
    long start = System.nanoTime();
    long nanos = TimeUnit.NANOSECONDS.convert(limit); // saturates
    for (long left = nanos; inside > 0 && left > 0; left = nanos - (System.nanoTime() - start)) {
      TimeUnit.NANOSECONDS.timedWait(this, left);
    }
  }
}
