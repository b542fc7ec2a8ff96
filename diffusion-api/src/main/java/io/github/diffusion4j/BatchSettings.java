package io.github.diffusion4j;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * The bounds of a {@link BatchScheduler}.
 *
 * <pre>{@code
 * BatchSettings.defaults().maxRows(64).queue(200).whenFull(BatchSettings.WhenFull.BLOCK)
 * }</pre>
 *
 * <p>Immutable and thread-safe.
 */
public final class BatchSettings {
  private final int maxRows;
  private final int queue;
  private final Duration maxWait;
  private final WhenFull whenFull;
  private final @Nullable Executor callbackExecutor;
  private final @Nullable SchedulerListener listener;

  /** What becomes of a request that finds the queue full. */
  public enum WhenFull {
    /** It is refused with a {@link java.util.concurrent.RejectedExecutionException}. */
    REJECT,
    /** Its caller waits until there is room, is interrupted, or the request's deadline passes. */
    BLOCK
  }

  private BatchSettings(
      int maxRows,
      int queue,
      Duration maxWait,
      WhenFull whenFull,
      @Nullable Executor callbackExecutor,
      @Nullable SchedulerListener listener) {
    if (maxRows < 1) {
      throw new IllegalArgumentException("maxRows = " + maxRows + ": at least 1");
    }
    if (queue < 1) {
      throw new IllegalArgumentException("queue = " + queue + ": at least 1");
    }
    if (maxWait.isNegative()) {
      throw new IllegalArgumentException("maxWait = " + maxWait + ": at least 0");
    }
    this.maxRows = maxRows;
    this.queue = queue;
    this.maxWait = maxWait;
    this.whenFull = whenFull;
    this.callbackExecutor = callbackExecutor;
    this.listener = listener;
  }

  /**
   * 32 rows, 1024 waiting requests, no waiting for company, refusal when full, callbacks in threads
   * of the scheduler's own, and no listener.
   *
   * @return the settings
   */
  public static BatchSettings defaults() {
    return new BatchSettings(32, 1024, Duration.ZERO, WhenFull.REJECT, null, null);
  }

  /**
   * The same with another bound of rows.
   *
   * @param rows of one evaluation, at least 1; a guided sample takes two, and a single one may
   *     exceed the bound
   * @return a copy
   * @throws IllegalArgumentException if it is below 1
   */
  public BatchSettings maxRows(int rows) {
    return new BatchSettings(rows, queue, maxWait, whenFull, callbackExecutor, listener);
  }

  /**
   * The same with another bound of waiting requests.
   *
   * @param requests that wait to be begun at most, at least 1; those that find a free row in the
   *     next evaluation do not count
   * @return a copy
   * @throws IllegalArgumentException if it is below 1
   */
  public BatchSettings queue(int requests) {
    return new BatchSettings(maxRows, requests, maxWait, whenFull, callbackExecutor, listener);
  }

  /**
   * The same with another time to wait for company.
   *
   * @param limit how long the first sample after a rest waits for others at most; at least 0. While
   *     others are sampled there is nothing to wait for: a newcomer joins the next evaluation
   * @return a copy
   * @throws IllegalArgumentException if it is negative
   */
  public BatchSettings maxWait(Duration limit) {
    return new BatchSettings(maxRows, queue, limit, whenFull, callbackExecutor, listener);
  }

  /**
   * The same with another back-pressure.
   *
   * @param answer what becomes of a request that finds the queue full
   * @return a copy
   */
  public BatchSettings whenFull(WhenFull answer) {
    return new BatchSettings(maxRows, queue, maxWait, answer, callbackExecutor, listener);
  }

  /**
   * The same with callbacks elsewhere: the listeners of requests, what depends on their futures,
   * and the {@link #listener(SchedulerListener)}. By default the scheduler makes daemon threads for
   * them when wanted, as many as callbacks run at once, and ends them when it is closed.
   *
   * @param executor runs callbacks, which may block as far as its threads reach; the caller closes
   *     it, after the scheduler. What it rejects is run in the scheduler's thread
   * @return a copy
   */
  public BatchSettings callbackExecutor(Executor executor) {
    return new BatchSettings(maxRows, queue, maxWait, whenFull, executor, listener);
  }

  /**
   * The same with a listener that watches the scheduler, such as for metrics.
   *
   * @param newListener called by the callback executor
   * @return a copy
   */
  public BatchSettings listener(SchedulerListener newListener) {
    return new BatchSettings(maxRows, queue, maxWait, whenFull, callbackExecutor, newListener);
  }

  /**
   * The most rows of one evaluation.
   *
   * @return at least 1; default 32
   */
  public int maxRows() {
    return maxRows;
  }

  /**
   * The most requests that wait to be begun.
   *
   * @return at least 1; default 1024
   */
  public int queue() {
    return queue;
  }

  /**
   * How long the first sample after a rest waits for others at most.
   *
   * @return at least 0; default 0
   */
  public Duration maxWait() {
    return maxWait;
  }

  /**
   * What becomes of a request that finds the queue full.
   *
   * @return default {@link WhenFull#REJECT}
   */
  public WhenFull whenFull() {
    return whenFull;
  }

  /**
   * Where callbacks run.
   *
   * @return the executor; empty for threads of the scheduler's own
   */
  public Optional<Executor> callbackExecutor() {
    return Optional.ofNullable(callbackExecutor);
  }

  /**
   * What watches the scheduler.
   *
   * @return the listener, if there is one
   */
  public Optional<SchedulerListener> listener() {
    return Optional.ofNullable(listener);
  }
}
