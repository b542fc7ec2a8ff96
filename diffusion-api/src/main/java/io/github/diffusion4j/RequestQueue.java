package io.github.diffusion4j;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CancellationException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The requests that wait for a {@link RunningBatch}, in order of arrival; the first may have
 * started in part.
 *
 * <p>Thread-safe: its lock guards all, and all that wait for something wait on it.
 */
final class RequestQueue {
  /** How often a blocked caller looks whether its request is still wanted. */
  private static final long LOOK_MILLIS = 10;

  private final BatchSettings settings;
  private final SchedulerMetrics metrics;
  private final Deque<ServedRequest> requests = new ArrayDeque<>();

  /** Rows of the batch as it was last filled. */
  private int taken;

  private boolean open = true;

  RequestQueue(BatchSettings settings, SchedulerMetrics metrics) {
    this.settings = settings;
    this.metrics = metrics;
  }

  /**
   * Appends a request, or refuses it, or waits for room.
   *
   * @throws InterruptedException if the thread is interrupted while it waits
   */
  synchronized void add(ServedRequest request) throws InterruptedException {
    try {
      while (open && waiting() >= settings.queue()) {
        if (settings.whenFull() == BatchSettings.WhenFull.REJECT) {
          throw new RejectedExecutionException(
              "%d requests wait already: come again later, or let the queue be longer or BLOCK"
                  .formatted(settings.queue()));
        }
        request.stop().check();
        wait(LOOK_MILLIS);
      }
    } catch (RejectedExecutionException | CancellationException | InterruptedException e) {
      metrics.refused(queued());
      throw e;
    }
    if (!open) {
      throw closed();
    }
    requests.add(request);
    metrics.submitted();
    notifyAll();
  }

  /** Requests that have not begun. */
  synchronized int queued() {
    return requests.size() - (!requests.isEmpty() && requests.getFirst().hasBegun() ? 1 : 0);
  }

  /** Requests that have not begun and find no free row in the next evaluation. */
  private int waiting() {
    int waiting = requests.size();
    long rows = taken;
    for (ServedRequest request : requests) {
      if (!request.hasBegun() && rows > 0 && rows + request.rowsPerSample() > settings.maxRows()) {
        break;
      }
      waiting--;
      rows += request.rowsToBegin();
    }
    return waiting;
  }

  /**
   * Admits as many samples as there is room for; with an empty batch, waits for the first.
   *
   * @return whether there may be more to come
   */
  synchronized boolean admit(RunningBatch batch) throws InterruptedException {
    requests.removeIf(ServedRequest::endIfUnwanted);
    if (batch.isEmpty()) {
      awaitCompany();
    }
    for (ServedRequest request = requests.peek();
        request != null && fits(request, batch);
        request = requests.peek()) {
      if (!request.hasBegun()) {
        metrics.started(request.ageNanos(), queued() - 1);
      }
      batch.admit(request);
      if (request.isAllBegun() || request.endIfUnwanted()) {
        requests.remove();
      }
    }
    taken = batch.rows();
    notifyAll();
    return open || !requests.isEmpty() || !batch.isEmpty();
  }

  private boolean fits(ServedRequest request, RunningBatch batch) {
    return batch.isEmpty() || batch.rows() + request.rowsPerSample() <= settings.maxRows();
  }

  private void awaitCompany() throws InterruptedException {
    while (open && requests.isEmpty()) {
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
    return requests.stream().mapToLong(ServedRequest::rowsToBegin).sum();
  }

  synchronized boolean isOpen() {
    return open;
  }

  /** Takes no more. */
  synchronized void close() {
    open = false;
    notifyAll();
  }

  synchronized void failAll() {
    for (@Nullable ServedRequest request = requests.poll();
        request != null;
        request = requests.poll()) {
      request.fail(closed());
    }
  }

  static PipelineClosedException closed() {
    return new PipelineClosedException("this scheduler is closed; make another");
  }
}
