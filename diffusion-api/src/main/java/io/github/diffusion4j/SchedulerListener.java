package io.github.diffusion4j;

import java.time.Duration;

/**
 * Watches a {@link BatchScheduler}, such as to feed a service's metrics. Every method has a default
 * that does nothing, and an event may tell more in a later version.
 *
 * <p>The methods are called one at a time and in order, by {@link
 * BatchSettings#callbackExecutor()}. What they throw is logged and changes nothing else.
 */
public interface SchedulerListener {

  /**
   * A request is taken out of the queue: its first sample takes part in the next evaluation.
   *
   * @param event the request
   */
  default void onStarted(Started event) {}

  /**
   * The network was evaluated.
   *
   * @param event the evaluation
   */
  default void onEvaluated(Evaluated event) {}

  /**
   * A request that was taken is over, and its future complete.
   *
   * @param event the request
   */
  default void onFinished(Finished event) {}

  /**
   * A request was not taken since the queue was full: it was rejected, or was interrupted or timed
   * out while it waited for room.
   *
   * @param event the request
   */
  default void onRefused(Refused event) {}

  /** How a request ended. */
  enum Outcome {
    /** It has its samples. */
    COMPLETED,
    /** It was cancelled, or its deadline passed. */
    STOPPED,
    /** The network or its listener failed, or scheduler or pipeline were closed. */
    FAILED
  }

  /** See {@link #onStarted}. */
  final class Started {
    private final Duration waited;
    private final int queued;

    Started(Duration waited, int queued) {
      this.waited = waited;
      this.queued = queued;
    }

    /**
     * How long the request was in the queue.
     *
     * @return the time since {@link BatchScheduler#submit} took it
     */
    public Duration waited() {
      return waited;
    }

    /**
     * The queue that it leaves behind.
     *
     * @return the number of requests that have not begun
     */
    public int queued() {
      return queued;
    }
  }

  /** See {@link #onEvaluated}. */
  final class Evaluated {
    private final int samples;
    private final int rows;
    private final Duration duration;

    Evaluated(int samples, int rows, Duration duration) {
      this.samples = samples;
      this.rows = rows;
      this.duration = duration;
    }

    /**
     * How many samples took part.
     *
     * @return at least 1
     */
    public int samples() {
      return samples;
    }

    /**
     * How many rows the network was given: one or, for a guided sample, two per sample.
     *
     * @return at least {@link #samples}
     */
    public int rows() {
      return rows;
    }

    /**
     * How long it took.
     *
     * @return the time in the network
     */
    public Duration duration() {
      return duration;
    }
  }

  /** See {@link #onFinished}. */
  final class Finished {
    private final Outcome outcome;
    private final int samples;
    private final Duration duration;

    Finished(Outcome outcome, int samples, Duration duration) {
      this.outcome = outcome;
      this.samples = samples;
      this.duration = duration;
    }

    /**
     * How it ended.
     *
     * @return the outcome
     */
    public Outcome outcome() {
      return outcome;
    }

    /**
     * How many samples it asked for.
     *
     * @return at least 1
     */
    public int samples() {
      return samples;
    }

    /**
     * How long the caller waited.
     *
     * @return the time since {@link BatchScheduler#submit} took it
     */
    public Duration duration() {
      return duration;
    }
  }

  /** See {@link #onRefused}. */
  final class Refused {
    private final int queued;

    Refused(int queued) {
      this.queued = queued;
    }

    /**
     * The queue that it found.
     *
     * @return the number of requests that have not begun
     */
    public int queued() {
      return queued;
    }
  }
}
