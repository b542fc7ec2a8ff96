package io.github.diffusion4j.samples.bench;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;

/** Heap that the calling thread asks for. */
final class Allocation {
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private Allocation() {}

  /** The bytes that warm work allocates in this thread. */
  static long of(Runnable work) {
    long before = THREADS.getCurrentThreadAllocatedBytes();
    work.run();
    return THREADS.getCurrentThreadAllocatedBytes() - before;
  }
}
