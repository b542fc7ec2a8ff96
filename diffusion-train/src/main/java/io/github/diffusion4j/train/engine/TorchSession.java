package io.github.diffusion4j.train.engine;

import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.jni.JniUtils;
import ai.djl.training.GradientCollector;

/**
 * A use of the engine: arrays are made and gradients collected through one, and nowhere else. As
 * long as one is open, the engine's number of threads stays.
 *
 * <p>Used by one thread at a time.
 */
public final class TorchSession implements AutoCloseable {
  private static final ThreadCount THREADS = new ThreadCount();

  private final TorchEngine engine;
  private final NDManager manager;
  private final int threads;
  private boolean closed;

  private TorchSession(TorchEngine engine, int threads) {
    this.engine = engine;
    this.manager = engine.engine().newBaseManager();
    this.threads = threads;
  }

  /**
   * A session on as many threads as the engine is in use on; where it is not in use, one per
   * processor that the process may use.
   *
   * @return the session
   * @throws IllegalStateException if the engine computes wrong numbers on this machine
   */
  public static TorchSession open() {
    return new TorchSession(TorchEngine.start(), THREADS.share());
  }

  /**
   * A session on a number of threads.
   *
   * @param threads of the engine; 0 for one per processor that the process may use
   * @return the session
   * @throws IllegalStateException if the engine is in use on another number, or computes wrong
   *     numbers on this machine
   */
  public static TorchSession open(int threads) {
    TorchEngine engine = TorchEngine.start();
    return new TorchSession(
        engine, THREADS.claim(threads == 0 ? ThreadCount.available() : threads));
  }

  /**
   * Which convolutions it computes with.
   *
   * @return the engine's
   */
  public Convolutions convolutions() {
    return engine.convolutions();
  }

  /**
   * A scope for arrays, of the calling thread.
   *
   * @return close it, and what it made is freed
   */
  public NDManager newScope() {
    if (JniUtils.getNumThreads() != threads) { // OpenMP counts for each calling thread
      JniUtils.setNumThreads(threads);
    }
    return manager.newSubManager();
  }

  /**
   * Records what is computed until it is closed.
   *
   * @return a collector; the process has one at a time
   */
  public GradientCollector newGradientCollector() {
    return engine.engine().newGradientCollector();
  }

  /**
   * Seeds what the engine draws.
   *
   * @param seed of dropout
   */
  public void seed(long seed) {
    JniUtils.setSeed(seed);
  }

  /** Frees all of its arrays. */
  @Override
  public void close() {
    if (!closed) {
      closed = true;
      manager.close();
      THREADS.release();
    }
  }
}
