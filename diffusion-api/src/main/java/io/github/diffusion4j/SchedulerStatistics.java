package io.github.diffusion4j;

import java.time.Duration;

/**
 * What a {@link BatchScheduler} has done since it was made, at one moment. Every request that was
 * submitted is queued, running, completed, stopped or failed.
 *
 * <p>Immutable and thread-safe.
 */
public final class SchedulerStatistics {
  private final int queued;
  private final SchedulerMetrics.Counts counts;

  SchedulerStatistics(int queued, SchedulerMetrics.Counts counts) {
    this.queued = queued;
    this.counts = counts;
  }

  /**
   * Requests in the queue now.
   *
   * @return those that have not begun, those that have room in the next evaluation included
   */
  public int queued() {
    return queued;
  }

  /**
   * Requests that were taken.
   *
   * @return those that {@link BatchScheduler#submit} put in line
   */
  public long submitted() {
    return counts.submitted;
  }

  /**
   * Requests that were not taken since the queue was full.
   *
   * @return those rejected, and those interrupted or timed out while they waited for room
   */
  public long refused() {
    return counts.refused;
  }

  /**
   * Requests that have begun.
   *
   * @return those that have left the queue for an evaluation
   */
  public long started() {
    return counts.started;
  }

  /**
   * Requests that got their samples.
   *
   * @return see {@link SchedulerListener.Outcome#COMPLETED}
   */
  public long completed() {
    return counts.completed;
  }

  /**
   * Requests that nobody wanted any more.
   *
   * @return see {@link SchedulerListener.Outcome#STOPPED}
   */
  public long stopped() {
    return counts.stopped;
  }

  /**
   * Requests that failed.
   *
   * @return see {@link SchedulerListener.Outcome#FAILED}
   */
  public long failed() {
    return counts.failed;
  }

  /**
   * Evaluations of the network.
   *
   * @return those that came to their end
   */
  public long evaluations() {
    return counts.evaluations;
  }

  /**
   * Rows of all evaluations.
   *
   * @return over {@link #evaluations}, the mean batch size
   */
  public long rows() {
    return counts.rows;
  }

  /**
   * Time in the network.
   *
   * @return the sum over the evaluations
   */
  public Duration evaluationTime() {
    return Duration.ofNanos(counts.evaluationNanos);
  }

  /**
   * Time in the queue.
   *
   * @return the sum over the requests that have begun
   */
  public Duration waitingTime() {
    return Duration.ofNanos(counts.waitingNanos);
  }

  /** All numbers, such as for a log. */
  @Override
  public String toString() {
    return "%d queued; %d submitted, %d refused, %d started, %d completed, %d stopped, %d failed; %d evaluations of %d rows in %s; waited %s"
        .formatted(
            queued,
            submitted(),
            refused(),
            started(),
            completed(),
            stopped(),
            failed(),
            evaluations(),
            rows(),
            evaluationTime(),
            waitingTime());
  }
}
