package io.github.diffusion4j.samples.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.github.diffusion4j.ort.OrtRuntime;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CompileTest {
  private final String model;
  private final Path out;

  CompileTest(@TempDir Path folder) {
    model = TinyNetwork.write(folder.resolve("tiny.onnx")).toString();
    out = folder.resolve("whole.onnx");
  }

  @Test
  void writesAGraphThatTakesNoise() throws OrtException {
    List<String> lines =
        Run.succeeds(
                "compile",
                "-m",
                model,
                "--sampler",
                "ddpm",
                "--steps",
                "3",
                "--out",
                out.toString())
            .out();
    assertTrue(lines.get(0).endsWith("DDPM, 3 evaluations, 2 noise draws"), lines::toString);
    try (OrtSession session = OrtRuntime.environment().createSession(out.toString())) {
      assertTrue(session.getInputNames().containsAll(Set.of("start", "noise", "context")));
      assertEquals(Set.of("samples"), session.getOutputNames());
    }
  }

  @Test
  void aSamplerWhoseStepsDependOnTheDataIsRefused() {
    String message =
        Run.fails(
            2,
            "compile",
            "-m",
            model,
            "--sampler",
            "predictor-corrector",
            "--steps",
            "3",
            "--out",
            out.toString());
    assertTrue(message.contains("depend on the data"), message);
    assertFalse(Files.exists(out));
  }
}
