package io.github.diffusion4j.train.engine;

/**
 * On how many threads the engine computes. The number is the whole process's, and bits depend on
 * it: while somebody uses the engine, it stays.
 */
final class ThreadCount {
  private int users;
  private int threads;

  /** As many as the machine, or the quota of the container, lets run. */
  static int available() {
    return Runtime.getRuntime().availableProcessors();
  }

  /** One more user, who takes the number as it is. */
  synchronized int share() {
    return users == 0 ? claim(available()) : claim(threads);
  }

  /** One more user, who needs this number. */
  synchronized int claim(int wanted) {
    if (users > 0 && wanted != threads) {
      throw new IllegalStateException(
          "PyTorch is in use on %d threads in this process, which cannot become %d meanwhile; ask for %d, or first close the trainers and models that use it"
              .formatted(threads, wanted, threads));
    }
    users++;
    threads = wanted;
    return threads;
  }

  synchronized void release() {
    users--;
  }
}
