package io.github.diffusion4j.train.engine;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A class with a {@code main} in a JVM of its own, where the engine has not been started. */
public final class OwnJvm {
  private OwnJvm() {}

  /**
   * What it prints, errors included.
   *
   * @param environment changes; an empty value unsets
   */
  public static List<String> lines(Class<?> main, Map<String, String> environment, String... args)
      throws IOException, InterruptedException {
    ProcessBuilder builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            main.getName());
    builder.command().addAll(List.of(args));
    builder.environment().putAll(environment);
    builder.environment().values().removeIf(String::isEmpty);
    Process process = builder.redirectErrorStream(true).start();
    List<String> lines =
        new String(process.getInputStream().readAllBytes(), UTF_8).lines().toList();
    assertEquals(0, process.waitFor(), lines::toString);
    return lines;
  }
}
