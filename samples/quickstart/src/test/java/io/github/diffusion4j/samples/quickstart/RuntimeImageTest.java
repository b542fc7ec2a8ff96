package io.github.diffusion4j.samples.quickstart;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The sample in a Java of its own that has only the modules that the page names. */
class RuntimeImageTest {
  private static final int MEGABYTE = 1_000_000;

  @Test
  void theSampleDrawsInTheRuntimeOfThePage(@TempDir Path folder) throws Exception {
    Path image = folder.resolve("runtime");
    link(image);
    System.out.printf("the runtime image has %d MB%n", size(image) / MEGABYTE);

    Path log = folder.resolve("log.txt");
    Process process =
        new ProcessBuilder(
                image.resolve("bin/java").toString(),
                "-Djava.awt.headless=true",
                "-cp",
                System.getProperty("java.class.path"),
                Quickstart.class.getName(),
                folder.toString())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    assertEquals(0, process.waitFor(), () -> read(log));
    assertTrue(ImageIO.read(folder.resolve("icons.png").toFile()).getWidth() > 0);
  }

  /** As the page says; other places of the image aside. */
  private static void link(Path image) throws IOException {
    Optional<ToolProvider> jlink = ToolProvider.findFirst("jlink");
    skipUnless(jlink.isPresent(), "this Java has no jlink");
    StringWriter said = new StringWriter();
    PrintWriter writer = new PrintWriter(said, true);
    String[] options = command().replaceFirst("--output \\S+", "").trim().split("\\s+");
    String[] all =
        Stream.concat(Stream.of("--output", image.toString()), Stream.of(options).skip(1))
            .toArray(String[]::new);
    int code = jlink.orElseThrow().run(writer, writer, all);
    boolean modules = Files.isDirectory(Path.of(System.getProperty("java.home"), "jmods"));
    skipUnless(code == 0 || modules, "this Java has no jmods and cannot link itself");
    assertEquals(0, code, said::toString);
  }

  private static String command() throws IOException {
    return Files.readAllLines(Path.of("README.md")).stream()
        .filter(line -> line.startsWith("jlink "))
        .findFirst()
        .orElseThrow();
  }

  private static void skipUnless(boolean met, String reason) {
    if (!met) {
      System.out.println("no runtime image was made: " + reason);
    }
    assumeTrue(met, reason);
  }

  private static long size(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(Files::isRegularFile).mapToLong(file -> file.toFile().length()).sum();
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      return e.toString();
    }
  }
}
