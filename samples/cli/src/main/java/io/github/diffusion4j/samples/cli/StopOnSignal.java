package io.github.diffusion4j.samples.cli;

import java.util.concurrent.CountDownLatch;

/** Ctrl-C asks a job to stop, and the JVM waits until it has. */
final class StopOnSignal {
  private StopOnSignal() {}

  static void run(Runnable job, Runnable stop) {
    CountDownLatch ended = new CountDownLatch(1);
    Thread hook = new Thread(() -> stopAndWait(stop, ended), "stop");
    Runtime.getRuntime().addShutdownHook(hook);
    try {
      job.run();
    } finally {
      ended.countDown();
      remove(hook);
    }
  }

  private static void stopAndWait(Runnable stop, CountDownLatch ended) {
    stop.run();
    try {
      ended.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void remove(Thread hook) {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The signal came: the JVM is going down.
    }
  }
}
