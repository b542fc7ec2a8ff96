package io.github.diffusion4j.samples.bench;

import io.github.diffusion4j.ort.OrtRuntime;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where a number was measured. */
final class Machine {
  private static final Path PROCESSORS = Path.of("/proc/cpuinfo");

  private Machine() {}

  static String describe() throws IOException {
    return "%d cores (%s), Java %s, ONNX Runtime %s"
        .formatted(
            Runtime.getRuntime().availableProcessors(),
            processor(),
            Runtime.version(),
            OrtRuntime.environment().getVersion());
  }

  private static String processor() throws IOException {
    String architecture = System.getProperty("os.arch");
    if (!Files.exists(PROCESSORS)) {
      return architecture;
    }
    return Files.readString(PROCESSORS)
        .lines()
        .filter(line -> line.startsWith("model name"))
        .map(line -> line.substring(line.indexOf(':') + 1).strip())
        .findFirst()
        .orElse(architecture);
  }
}
