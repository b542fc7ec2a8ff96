package io.github.diffusion4j;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The requests that wait for a {@link Flight}, in the order they came; the first may be seated in
 * part.
 *
 * <p>Thread-safe: its lock guards all, and all that wait for something wait on it.
 */
final class WaitingLine {
  /** How often a blocked caller looks whether its request is still wanted. */
  private static final long LOOK_MILLIS = 10;

  private final BatchSettings settings;
  private final Deque<Job> jobs = new ArrayDeque<>();
  private boolean open = true;

  WaitingLine(BatchSettings settings) {
    this.settings = settings;
  }

  /**
   * Puts a job at the end, or refuses it, or waits for room.
   *
   * @throws InterruptedException if the thread is interrupted while it waits
   */
  synchronized void add(Job job) throws InterruptedException {
    while (open && waiting() >= settings.queue()) {
      if (settings.whenFull() == BatchSettings.WhenFull.REJECT) {
        throw new RejectedExecutionException(
            "%d requests wait already: come again later, or let the queue be longer or BLOCK"
                .formatted(settings.queue()));
      }
      job.stop().check();
      wait(LOOK_MILLIS);
    }
    if (!open) {
      throw closed();
    }
    jobs.add(job);
    notifyAll();
  }

  private int waiting() {
    return jobs.size() - (!jobs.isEmpty() && jobs.getFirst().hasBegun() ? 1 : 0);
  }

  /**
   * Seats as many samples as there is room for; with an empty flight, waits for the first.
   *
   * @return whether there may be more to come
   */
  synchronized boolean board(Flight flight) throws InterruptedException {
    jobs.removeIf(Job::endIfUnwanted);
    if (flight.isEmpty()) {
      awaitCompany();
    }
    for (Job job = jobs.peek(); job != null && fits(job, flight); job = jobs.peek()) {
      flight.seat(job);
      if (job.isAllBegun() || job.endIfUnwanted()) {
        jobs.remove();
      }
    }
    notifyAll();
    return open || !jobs.isEmpty() || !flight.isEmpty();
  }

  private boolean fits(Job job, Flight flight) {
    return flight.isEmpty() || flight.rows() + job.rowsPerSample() <= settings.maxRows();
  }

  private void awaitCompany() throws InterruptedException {
    while (open && jobs.isEmpty()) {
      wait();
    }
    long start = System.nanoTime();
    long nanos = TimeUnit.NANOSECONDS.convert(settings.maxWait()); // saturates
    for (long left = nanos;
        open && left > 0 && rowsWaiting() < settings.maxRows();
        left = nanos - (System.nanoTime() - start)) {
      TimeUnit.NANOSECONDS.timedWait(this, left);
    }
  }

  private long rowsWaiting() {
    return jobs.stream().mapToLong(Job::rowsToBegin).sum();
  }

  /** Takes no more. */
  synchronized void close() {
    open = false;
    notifyAll();
  }

  synchronized void failAll() {
    for (@Nullable Job job = jobs.poll(); job != null; job = jobs.poll()) {
      job.fail(closed());
    }
  }

  static IllegalStateException closed() {
    return new IllegalStateException("this scheduler is closed; make another");
  }
}
