package io.github.diffusion4j.samples.soak;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The minute's form, in a process of its own, whose memory is nobody else's. */
class SoakTest {
  private static final String SECONDS = "60";

  /** It keeps what it frees, for each of 16 threads; then a leak does not show. */
  private static final Map<String, String> GLIBC =
      Map.of(
          "MALLOC_ARENA_MAX", "2",
          "MALLOC_MMAP_THRESHOLD_", "131072",
          "MALLOC_TRIM_THRESHOLD_", "131072");

  @Test
  void nothingGoesWrong() throws IOException, InterruptedException {
    ProcessBuilder builder =
        new ProcessBuilder(
                List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-Xms256m",
                    "-Xmx256m",
                    "-XX:+AlwaysPreTouch",
                    "-classpath",
                    System.getProperty("java.class.path"),
                    Soak.class.getName(),
                    SECONDS))
            .redirectErrorStream(true);
    builder.environment().putAll(GLIBC);
    Process soak = builder.start();
    String output = new String(soak.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, soak.waitFor(), output);
  }
}
