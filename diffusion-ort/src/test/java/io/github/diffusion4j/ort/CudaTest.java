package io.github.diffusion4j.ort;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtProvider;
import io.github.diffusion4j.model.ModelFile;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is said where CUDA is not there. */
class CudaTest {
  private static final ModelFile MODEL = ModelFile.at(Foreign.UNET);

  @Test
  void withoutItsArtifactTheErrorNamesTheArtifact() {
    assumeFalse(OrtEnvironment.getAvailableProviders().contains(OrtProvider.CUDA));
    Refused.with(
        IllegalStateException.class,
        () -> OrtDenoiser.open(MODEL, ExecutionProvider.cuda(0)),
        "CUDA device 0: the ONNX Runtime on the class path was built without CUDA",
        "<artifactId>onnxruntime_gpu</artifactId>",
        "<version>" + OrtEnvironment.getEnvironment().getVersion() + "</version>",
        "ExecutionProvider.cuda(0).orElse(ExecutionProvider.cpu())");
  }

  @Test
  void fallingBackIsAChoiceAndIsLogged() {
    assumeFalse(OrtEnvironment.getAvailableProviders().contains(OrtProvider.CUDA));
    ExecutionProvider.Cpu cpu = ExecutionProvider.cpu(1);
    try (LogCapture log = LogCapture.of(Sessions.class);
        OrtDenoiser model = OrtDenoiser.open(MODEL, ExecutionProvider.cuda(0).orElse(cpu))) {
      assertEquals(cpu, model.provider());
      assertEquals(1, log.messages().size(), log::toString);
      String warning = log.messages().get(0);
      assertTrue(warning.startsWith("WARNING"), warning);
      assertTrue(warning.contains("running on the CPU instead: CUDA device 0"), warning);
    }
  }

  @Test
  void everyArtifactOnTheClassPathIsFound(@TempDir Path folder) throws IOException {
    assertEquals(1, RuntimeJars.found().size());
    URL[] jars = new URL[2];
    for (int i = 0; i < 2; i++) {
      Path jar = folder.resolve("jar" + i);
      Files.createDirectories(jar.resolve("ai/onnxruntime"));
      Files.createFile(jar.resolve("ai/onnxruntime/OrtEnvironment.class"));
      jars[i] = jar.toUri().toURL();
    }
    try (URLClassLoader loader = new URLClassLoader(jars, null)) {
      assertEquals(List.of(jars[0].toString(), jars[1].toString()), RuntimeJars.in(loader));
    }
  }

  @Test
  void impossibleSettingsAreRefused() {
    assertThrows(IllegalArgumentException.class, () -> ExecutionProvider.cpu(0));
    assertThrows(IllegalArgumentException.class, () -> ExecutionProvider.cuda(-1));
  }
}
