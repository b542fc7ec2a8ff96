package io.github.diffusion4j;

import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * The threads of a pipeline's asynchronous generations: as many as there are processors, since an
 * evaluation uses several anyway; further ones wait in order of arrival. Threads are created on
 * demand, are daemons, and end when idle.
 *
 * <p>Thread-safe.
 */
final class AsyncExecutor implements Executor {
  private static final int IDLE_SECONDS = 1;

  private final ThreadPoolExecutor threads;

  AsyncExecutor() {
    int processors = Runtime.getRuntime().availableProcessors();
    threads =
        new ThreadPoolExecutor(
            processors,
            processors,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            AsyncExecutor::thread);
    threads.allowCoreThreadTimeOut(true);
  }

  private static Thread thread(Runnable work) {
    Thread thread = new Thread(work, "diffusion4j-generate");
    thread.setDaemon(true);
    return thread;
  }

  @Override
  public void execute(Runnable work) {
    threads.execute(work);
  }

  /** Takes no more work; what waits is still run. */
  void close() {
    threads.shutdown();
  }
}
