package io.github.diffusion4j;

import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Counts what happens in a scheduler and tells its listener.
 *
 * <p>Thread-safe.
 */
final class SchedulerMetrics {
  private static final System.Logger LOG = System.getLogger(SchedulerMetrics.class.getName());

  private final @Nullable SchedulerListener listener;
  private final Executor calls;
  private final Counts counts = new Counts();

  SchedulerMetrics(BatchSettings settings, Callbacks callbacks) {
    listener = settings.listener().orElse(null);
    calls = callbacks.inOrder();
  }

  /** Totals; guarded by the metrics that they belong to, a copy by nothing. */
  static final class Counts {
    long submitted;
    long refused;
    long started;
    long completed;
    long stopped;
    long failed;
    long evaluations;
    long rows;
    long evaluationNanos;
    long waitingNanos;

    private Counts copy() {
      Counts copy = new Counts();
      copy.submitted = submitted;
      copy.refused = refused;
      copy.started = started;
      copy.completed = completed;
      copy.stopped = stopped;
      copy.failed = failed;
      copy.evaluations = evaluations;
      copy.rows = rows;
      copy.evaluationNanos = evaluationNanos;
      copy.waitingNanos = waitingNanos;
      return copy;
    }
  }

  void submitted() {
    count(c -> c.submitted++);
  }

  void refused(int queued) {
    count(c -> c.refused++);
    tell(l -> l.onRefused(new SchedulerListener.Refused(queued)));
  }

  void started(long waitedNanos, int queued) {
    count(
        c -> {
          c.started++;
          c.waitingNanos += waitedNanos;
        });
    Duration waited = Duration.ofNanos(waitedNanos);
    tell(l -> l.onStarted(new SchedulerListener.Started(waited, queued)));
  }

  void evaluated(int samples, int rows, long nanos) {
    count(
        c -> {
          c.evaluations++;
          c.rows += rows;
          c.evaluationNanos += nanos;
        });
    Duration duration = Duration.ofNanos(nanos);
    tell(l -> l.onEvaluated(new SchedulerListener.Evaluated(samples, rows, duration)));
  }

  void finished(SchedulerListener.Outcome outcome, int samples, long nanos) {
    count(
        c -> {
          switch (outcome) {
            case COMPLETED -> c.completed++;
            case STOPPED -> c.stopped++;
            case FAILED -> c.failed++;
          }
        });
    Duration duration = Duration.ofNanos(nanos);
    tell(l -> l.onFinished(new SchedulerListener.Finished(outcome, samples, duration)));
  }

  synchronized SchedulerStatistics statistics(int queued) {
    return new SchedulerStatistics(queued, counts.copy());
  }

  private synchronized void count(Consumer<Counts> change) {
    change.accept(counts);
  }

  private void tell(Consumer<SchedulerListener> event) {
    SchedulerListener told = listener;
    if (told != null) {
      calls.execute(() -> tell(told, event));
    }
  }

  private static void tell(SchedulerListener listener, Consumer<SchedulerListener> event) {
    try {
      event.accept(listener);
    } catch (RuntimeException e) {
      LOG.log(System.Logger.Level.WARNING, "a listener of a batch scheduler failed", e);
    }
  }
}
