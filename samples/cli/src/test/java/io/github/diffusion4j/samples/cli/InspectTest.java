package io.github.diffusion4j.samples.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InspectTest {
  private final String model;

  InspectTest(@TempDir Path folder) {
    model = TinyNetwork.write(folder.resolve("tiny.onnx")).toString();
  }

  @Test
  void tellsOfTheGraphAndTheCard() {
    List<String> lines = Run.succeeds("inspect", model).out();
    assertTrue(lines.contains("input   x float32 [n, 3, 8, 8]"), lines.toString());
    assertTrue(lines.stream().anyMatch(l -> l.matches(" +prediction +v")), lines.toString());
  }

  @Test
  void printsAPlanWithALineAStep() {
    Run run = Run.succeeds("inspect", model, "--plan", "ddim", "--steps", "4");
    assertTrue(run.out().get(0).startsWith("DDIM: 4 evaluations"), run.out().toString());
    assertEquals(3 + 4, run.out().size(), run.out().toString());
  }
}
