package io.github.diffusion4j.ort;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;

/**
 * Looks every few milliseconds whether the runs of a session are still wanted, since a thread
 * inside the native library cannot look itself. Its thread starts with the first run, sleeps for
 * good while nothing runs, and ends with the session.
 *
 * <p>Thread-safe.
 */
final class StopWatcher {
  private static final long LOOK_NANOS = 5_000_000;

  /** Looks without a run before the thread goes to sleep: waking it costs more than a look. */
  private static final int IDLE_LOOKS = 200;

  private final Set<Run> running = ConcurrentHashMap.newKeySet();
  private final Thread thread;
  private volatile boolean asleep = true;
  private boolean started;
  private volatile boolean ended;

  StopWatcher(String name) {
    thread = new Thread(this::look, "diffusion4j-watch-" + name);
    thread.setDaemon(true);
  }

  void add(Run run) {
    running.add(run);
    if (asleep) {
      wake();
    }
  }

  void remove(Run run) {
    running.remove(run);
  }

  private synchronized void wake() {
    if (!started && !ended) {
      started = true;
      thread.start();
    }
    asleep = false;
    LockSupport.unpark(thread);
  }

  private void look() {
    int idle = 0;
    while (!ended) {
      if (running.isEmpty() && ++idle > IDLE_LOOKS) {
        sleep();
        idle = 0;
      } else {
        LockSupport.parkNanos(LOOK_NANOS);
      }
      for (Run run : running) {
        idle = 0;
        run.stopIfUnwanted();
      }
    }
  }

  /** A run that comes between the two lines sees {@code asleep} and wakes it. */
  private void sleep() {
    asleep = true;
    while (asleep && running.isEmpty() && !ended) {
      LockSupport.park();
    }
    asleep = false;
  }

  void stopAll() {
    running.forEach(Run::stop);
  }

  /** Ends the thread; only when nothing runs any more. */
  synchronized void end() {
    ended = true;
    LockSupport.unpark(thread);
  }
}
