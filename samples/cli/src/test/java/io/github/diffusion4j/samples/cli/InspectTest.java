package io.github.diffusion4j.samples.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.diffusion4j.tensor.Shape;
import java.io.IOException;
import java.nio.file.Files;
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

  /** A folder as model hubs have them, of a network of pixels without conditions. */
  @Test
  void tellsOfTheComponentsOfAFolder(@TempDir Path folder) throws IOException {
    Files.createDirectory(folder.resolve("unet"));
    Files.createDirectory(folder.resolve("scheduler"));
    new TinyNetwork(Shape.of(3, 8, 8), 0).export(folder.resolve("unet/model.onnx"));
    Files.writeString(
        folder.resolve("model_index.json"),
        """
        {
          "_class_name": "DDPMPipeline",
          "unet": ["diffusers", "UNet2DModel"],
          "safety_checker": ["stable_diffusion", "SafetyChecker"]
        }
        """);
    Files.writeString(
        folder.resolve("scheduler/scheduler_config.json"),
        "{\"_class_name\": \"DDPMScheduler\", \"steps_offset\": 1}");
    List<String> lines = Run.succeeds("inspect", folder.toString()).out();
    for (String line :
        List.of(
            "pipeline  DDPMPipeline",
            "  input   x float32 [n, 3, 8, 8]",
            "not used  safety_checker",
            "    network predicts epsilon, variance fixed",
            "    network is told index",
            "    steps_offset = 1")) {
      assertTrue(lines.contains(line), lines.toString());
    }
    assertTrue(
        lines.stream().anyMatch(l -> l.matches("unet  \\d+(\\.\\d)? (bytes|kB)")),
        lines.toString());
  }

  @Test
  void printsAPlanWithALineAStep() {
    Run run = Run.succeeds("inspect", model, "--plan", "ddim", "--steps", "4");
    assertTrue(run.out().get(0).startsWith("DDIM: 4 evaluations"), run.out().toString());
    assertEquals(3 + 4, run.out().size(), run.out().toString());
  }
}
