package io.github.diffusion4j;

import com.google.common.util.concurrent.MoreExecutors;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Where a scheduler calls its callers back, so that none of them delays the others. Unless the
 * settings name an executor, threads are made when wanted, one for each callback that runs at once;
 * they hinder no JVM from ending, and end when idle.
 *
 * <p>Thread-safe.
 */
final class Callbacks implements Executor {
  private static final int IDLE_SECONDS = 1;

  private final Executor executor;
  private final @Nullable ExecutorService owned;

  private Callbacks(Executor executor, @Nullable ExecutorService owned) {
    this.executor = executor;
    this.owned = owned;
  }

  static Callbacks of(BatchSettings settings) {
    return settings
        .callbackExecutor()
        .map(executor -> new Callbacks(executor, null))
        .orElseGet(
            () -> {
              ExecutorService threads =
                  new ThreadPoolExecutor(
                      0,
                      Integer.MAX_VALUE,
                      IDLE_SECONDS,
                      TimeUnit.SECONDS,
                      new SynchronousQueue<>(),
                      CallbackThread::new);
              return new Callbacks(threads, threads);
            });
  }

  private static final class CallbackThread extends Thread {
    CallbackThread(Runnable work) {
      super(work, "diffusion4j-callback");
      setDaemon(true);
    }
  }

  /** Runs a callback; in this thread if the executor refuses it, so that none is lost. */
  @Override
  public void execute(Runnable callback) {
    try {
      executor.execute(callback);
    } catch (RejectedExecutionException e) {
      callback.run();
    }
  }

  /** An executor whose callbacks run one after the other, in order of arrival. */
  Executor inOrder() {
    return MoreExecutors.newSequentialExecutor(this);
  }

  /** Ends threads of its own when the callbacks that wait have run. */
  void close() {
    if (owned != null) {
      owned.shutdown();
    }
  }

  /**
   * Waits until all have run in threads of its own; not in one of them, which would wait for
   * itself.
   *
   * @throws InterruptedException if the waiting thread is interrupted
   */
  void await(long nanos) throws InterruptedException {
    if (owned != null && !(Thread.currentThread() instanceof CallbackThread)) {
      owned.awaitTermination(nanos, TimeUnit.NANOSECONDS);
    }
  }
}
