package io.github.diffusion4j.ort;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Applications that do other things with ONNX Runtime, or leave without closing. */
class HostFirstTest {

  @Test
  void theEnvironmentMayBeTheHosts() throws Exception {
    assertEquals("same true", run(HostApplication.class, "environment"));
  }

  @Test
  void leavingWithoutClosingIsNoCrash() throws Exception {
    assertEquals("leaving", run(HostApplication.class, "leave"));
  }

  /** What a program prints, if it ends well. */
  private static String run(Class<?> program, String argument)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(List.of(program.getName(), argument));
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    String output =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    assertEquals(0, process.waitFor(), output);
    return output;
  }
}
