package io.github.diffusion4j.samples.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MainTest {

  /** The end of a JVM loses what is not flushed. */
  @Test
  void inAJvmOfItsOwnItPrintsTheSame(@TempDir Path folder) throws Exception {
    String model = TinyNetwork.write(folder.resolve("tiny.onnx")).toString();
    String[] command = {"inspect", model, "--plan", "ddim", "--steps", "4"};
    assertEquals(Run.succeeds(command).out(), printed(command));
  }

  private static List<String> printed(String... command) throws IOException, InterruptedException {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    ProcessBuilder builder =
        new ProcessBuilder(
            java, "-cp", System.getProperty("java.class.path"), Main.class.getName());
    builder.command().addAll(List.of(command));
    Process process = builder.redirectError(ProcessBuilder.Redirect.DISCARD).start();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor());
    return out.lines().toList();
  }
}
