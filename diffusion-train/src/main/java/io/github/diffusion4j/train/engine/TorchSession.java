package io.github.diffusion4j.train.engine;

import static com.google.common.base.Preconditions.checkState;

import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.jni.JniUtils;
import ai.djl.training.GradientCollector;

/**
 * A use of the engine: arrays are made and gradients collected through one, and nowhere else. It
 * computes on its own number of threads, on which bits depend, whatever other sessions do.
 *
 * <p>Used by one thread at a time.
 */
public final class TorchSession implements AutoCloseable {
  private final TorchEngine engine;
  private final NDManager manager;
  private final int threads;

  private TorchSession(TorchEngine engine, int threads) {
    this.engine = engine;
    this.manager = engine.engine().newBaseManager();
    this.threads = threads;
  }

  /**
   * Opens one.
   *
   * @param threads to compute on; 0 for one per processor that the machine, or the quota of the
   *     container, lets the process use
   * @return the session
   * @throws IllegalStateException if the engine computes wrong numbers on this machine
   */
  public static TorchSession open(int threads) {
    return new TorchSession(TorchEngine.start(), threads == 0 ? TorchEngine.processors() : threads);
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
   * @throws IllegalStateException if the engine does not take the number of threads
   */
  public NDManager newScope() {
    if (JniUtils.getNumThreads() != threads) { // OpenMP counts for each calling thread
      JniUtils.setNumThreads(threads);
      checkState(
          JniUtils.getNumThreads() == threads,
          "PyTorch stays on %s threads in this process, not %s: ask for that, or begin in a process of its own",
          JniUtils.getNumThreads(),
          threads);
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
    manager.close();
  }
}
