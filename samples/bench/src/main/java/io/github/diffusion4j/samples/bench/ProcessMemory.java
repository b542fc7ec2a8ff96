package io.github.diffusion4j.samples.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Resident memory of this process, as Linux tells it. */
enum ProcessMemory {
  /** The most since it was forgotten. */
  PEAK("VmHWM:"),
  /** All. */
  NOW("VmRSS:"),
  /** What is no copy of a file, and so cannot be read again. */
  ANONYMOUS("RssAnon:");

  private static final Path STATUS = Path.of("/proc/self/status");
  private static final Path CLEAR = Path.of("/proc/self/clear_refs");
  private static final String THE_PEAK = "5";

  private final String key;

  ProcessMemory(String key) {
    this.key = key;
  }

  /** In millions of bytes; -1 where nobody tells. */
  long megabytes() {
    try {
      return !Files.exists(STATUS)
          ? -1
          : Files.readString(STATUS)
              .lines()
              .filter(line -> line.startsWith(key))
              .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024 / 1_000_000)
              .findFirst()
              .orElse(-1);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Lets the peak count from now on, where that is allowed. */
  static void forgetPeak() {
    try {
      Files.writeString(CLEAR, THE_PEAK);
    } catch (IOException e) {
      // then the peak is that of the process so far
    }
  }
}
