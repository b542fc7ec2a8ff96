package io.github.diffusion4j.ort;

import ai.onnxruntime.OrtException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** The thread in which a session is called. */
interface CallThread {

  /** Runs the call and waits for its end. */
  void call(Call call) throws OrtException;

  /** Ends the thread, if it is one of ours. */
  default void end() {}

  /** Each caller in its own thread: a CPU session bears any number of them. */
  static CallThread callers() {
    return Call::run;
  }

  /**
   * One daemon thread for all callers: concurrent runs crash a CUDA session, and every thread that
   * ever ran one keeps GPU memory.
   */
  static CallThread own(String name) {
    ExecutorService thread =
        Executors.newSingleThreadExecutor(
            work -> {
              Thread made = new Thread(work, name);
              made.setDaemon(true);
              return made;
            });
    return new CallThread() {
      @Override
      public void call(Call call) throws OrtException {
        try {
          CompletableFuture.supplyAsync(() -> outcome(call), thread).join().rethrow();
        } catch (CompletionException e) {
          throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
      }

      @Override
      public void end() {
        thread.shutdown();
      }
    };
  }

  private static Outcome outcome(Call call) {
    try {
      call.run();
      return () -> {};
    } catch (OrtException e) {
      return () -> {
        throw e;
      };
    }
  }

  /** A call of the native library. */
  @FunctionalInterface
  interface Call {
    void run() throws OrtException;
  }

  /** How a call in another thread ended. */
  @FunctionalInterface
  interface Outcome {
    void rethrow() throws OrtException;
  }
}
