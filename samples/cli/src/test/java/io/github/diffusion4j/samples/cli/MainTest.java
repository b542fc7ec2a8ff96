package io.github.diffusion4j.samples.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.diffusion4j.image.Npy;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
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

  /**
   * ONNX Runtime 1.29 read the command line of the process, and ended the JVM where it was long.
   */
  @Test
  void aThousandContextsAreThousandSamples(@TempDir Path folder) throws Exception {
    String model = TinyNetwork.write(folder.resolve("tiny.onnx")).toString();
    Path npy = folder.resolve("thousand.npy");
    List<String> command = new ArrayList<>(List.of("generate", "--model", model, "--steps", "1"));
    for (int i = 0; i < 1000; i++) {
      command.addAll(List.of("--context", i % 2 == 0 ? "folder" : "plus"));
    }
    command.addAll(List.of("--npy", npy.toString()));
    assertEquals(List.of(npy.toString()), printed(command.toArray(String[]::new)));
    assertEquals(1000, Npy.read(npy).dimensions().get(0));
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
