package io.github.diffusion4j;

import java.time.Duration;

/**
 * The bounds of a {@link BatchScheduler}.
 *
 * <pre>{@code
 * BatchSettings.defaults().maxRows(64).queue(200).whenFull(BatchSettings.WhenFull.BLOCK)
 * }</pre>
 *
 * <p>Immutable and thread-safe.
 *
 * @param maxRows the most rows of one evaluation, at least 1; a guided sample takes two
 * @param queue the most requests that wait to be begun, at least 1
 * @param maxWait how long the first sample after a rest waits for company at most; at least 0.
 *     While others are sampled there is nothing to wait for: a newcomer joins the next evaluation
 * @param whenFull what becomes of a request that finds the queue full
 */
public record BatchSettings(int maxRows, int queue, Duration maxWait, WhenFull whenFull) {

  /** What becomes of a request that finds the queue full. */
  public enum WhenFull {
    /** It is refused with a {@link java.util.concurrent.RejectedExecutionException}. */
    REJECT,
    /** Its caller waits until there is room, is interrupted, or the request's deadline passes. */
    BLOCK
  }

  /**
   * Checks the ranges.
   *
   * @param maxRows the most rows of one evaluation, at least 1
   * @param queue the most requests that wait, at least 1
   * @param maxWait for company, at least 0
   * @param whenFull what becomes of a request that finds the queue full
   * @throws IllegalArgumentException if a value is below its bound
   */
  public BatchSettings {
    if (maxRows < 1) {
      throw new IllegalArgumentException("maxRows = " + maxRows + ": at least 1");
    }
    if (queue < 1) {
      throw new IllegalArgumentException("queue = " + queue + ": at least 1");
    }
    if (maxWait.isNegative()) {
      throw new IllegalArgumentException("maxWait = " + maxWait + ": at least 0");
    }
  }

  /**
   * 32 rows, 1024 waiting requests, no waiting for company, and refusal when full.
   *
   * @return the settings
   */
  public static BatchSettings defaults() {
    return new BatchSettings(32, 1024, Duration.ZERO, WhenFull.REJECT);
  }

  /**
   * The same with another bound of rows.
   *
   * @param rows at least 1
   * @return a copy
   * @throws IllegalArgumentException if it is below 1
   */
  public BatchSettings maxRows(int rows) {
    return new BatchSettings(rows, queue, maxWait, whenFull);
  }

  /**
   * The same with another bound of waiting requests.
   *
   * @param requests at least 1
   * @return a copy
   * @throws IllegalArgumentException if it is below 1
   */
  public BatchSettings queue(int requests) {
    return new BatchSettings(maxRows, requests, maxWait, whenFull);
  }

  /**
   * The same with another time to wait for company.
   *
   * @param limit at least 0
   * @return a copy
   * @throws IllegalArgumentException if it is negative
   */
  public BatchSettings maxWait(Duration limit) {
    return new BatchSettings(maxRows, queue, limit, whenFull);
  }

  /**
   * The same with another back-pressure.
   *
   * @param answer what becomes of a request that finds the queue full
   * @return a copy
   */
  public BatchSettings whenFull(WhenFull answer) {
    return new BatchSettings(maxRows, queue, maxWait, answer);
  }
}
