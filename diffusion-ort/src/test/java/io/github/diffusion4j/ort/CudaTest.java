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
  private static final ExecutionProvider.Cuda CUDA = ExecutionProvider.cuda(0);

  @Test
  void theErrorSaysWhatIsMissingAndWhatToDo() {
    assumeFalse(cudaWorks());
    Refused.with(
        IllegalStateException.class,
        () -> OrtDenoiser.open(MODEL, CUDA),
        "CUDA device 0",
        OrtEnvironment.getAvailableProviders().contains(OrtProvider.CUDA)
            ? "CUDA 12 and cuDNN 9"
            : "<artifactId>onnxruntime_gpu</artifactId>\n    <version>"
                + OrtEnvironment.getEnvironment().getVersion(),
        "ExecutionProvider.cuda(0).orElse(ExecutionProvider.cpu())");
  }

  @Test
  void fallingBackIsAChoiceAndIsLogged() {
    assumeFalse(cudaWorks());
    ExecutionProvider.Cpu cpu = ExecutionProvider.cpu(1);
    try (LogCapture log = LogCapture.of(Sessions.class);
        OrtDenoiser model = OrtDenoiser.open(MODEL, CUDA.orElse(cpu))) {
      assertEquals(cpu, model.provider());
      assertEquals(1, log.messages().size(), log::toString);
      String warning = log.messages().get(0);
      assertTrue(warning.startsWith("WARNING"), warning);
      assertTrue(warning.contains("running on the CPU instead: "), warning);
    }
  }

  /** With the profile gpu on a machine that has one. */
  private static boolean cudaWorks() {
    try (OrtDenoiser model = OrtDenoiser.open(MODEL, CUDA)) {
      return model.provider().equals(CUDA);
    } catch (IllegalStateException e) {
      return false;
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
