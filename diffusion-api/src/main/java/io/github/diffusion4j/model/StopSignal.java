package io.github.diffusion4j.model;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Asked, while work goes on, whether it is still wanted: by the loop before every evaluation, and
 * by a runtime during a long one.
 *
 * <p>Asked often and from any thread: implementations are thread-safe, quick, and go on giving a
 * reason once they gave one.
 */
@FunctionalInterface
public interface StopSignal {

  /**
   * Why the work is no longer wanted.
   *
   * @return such as {@code the thread was interrupted}; null as long as it is wanted
   */
  @Nullable String reason();

  /**
   * For work that is wanted to the end.
   *
   * @return a signal that never stops
   */
  static StopSignal never() {
    return () -> null;
  }

  /**
   * Stops once a thread is interrupted. The thread's interrupt status is left as it is.
   *
   * @param thread usually the one that works
   * @return the signal
   */
  static StopSignal interruptOf(Thread thread) {
    return () -> thread.isInterrupted() ? "the thread was interrupted" : null;
  }

  /**
   * Stops when a time has passed; {@link #check} then throws a {@link DeadlineExceededException}.
   *
   * @param limit counted from this call
   * @return the signal
   */
  static StopSignal after(Duration limit) {
    return new Deadline(limit);
  }

  /**
   * Stops when this one or the other does.
   *
   * @param other asked second
   * @return the signal
   */
  default StopSignal or(StopSignal other) {
    return new EitherSignal(this, other);
  }

  /**
   * Ends the work if it is no longer wanted.
   *
   * @throws DeadlineExceededException with the reason, if it is a deadline
   * @throws GenerationCancelledException with the reason, if it is another
   */
  default void check() {
    @Nullable String reason = reason();
    if (reason != null) {
      throw new GenerationCancelledException("stopped: " + reason);
    }
  }
}
