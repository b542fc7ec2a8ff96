package io.github.diffusion4j.samples.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The most memory that this process has had.
 *
 * @param of what of the process is counted
 * @param bytes of it
 */
record PeakMemory(String of, long bytes) {
  private static final Path STATUS = Path.of("/proc/self/status");

  /** All that is resident where Linux tells it; elsewhere Java's heap, without ONNX Runtime's. */
  static PeakMemory now() {
    return Files.isReadable(STATUS) ? resident() : heap();
  }

  /** {@code VmHWM: 123456 kB}, the high water mark; see proc_pid_status(5). */
  private static PeakMemory resident() {
    try {
      return Files.readAllLines(STATUS).stream()
          .filter(line -> line.startsWith("VmHWM:"))
          .map(line -> Long.parseLong(line.replaceAll("\\D", "")))
          .map(kibibytes -> new PeakMemory("resident", kibibytes << 10))
          .findFirst()
          .orElseGet(PeakMemory::heap);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static PeakMemory heap() {
    long bytes =
        ManagementFactory.getMemoryPoolMXBeans().stream()
            .filter(pool -> pool.getType() == MemoryType.HEAP)
            .map(MemoryPoolMXBean::getPeakUsage)
            .mapToLong(usage -> usage.getUsed())
            .sum();
    return new PeakMemory("Java heap", bytes);
  }
}
