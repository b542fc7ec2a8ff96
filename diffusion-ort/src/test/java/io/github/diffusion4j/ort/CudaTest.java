package io.github.diffusion4j.ort;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtProvider;
import io.github.diffusion4j.model.ModelFile;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is said where CUDA is not there. */
class CudaTest {
  private static final ModelFile MODEL = ModelFile.at(Foreign.UNET);
  private static final ExecutionProvider.Cuda CUDA = ExecutionProvider.cuda(0);

  @Test
  void theErrorSaysWhatIsMissingAndWhatToDo() {
    Gpu.assumeMissing();
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
    Gpu.assumeMissing();
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
  void oneGpuIsToldWhatWasChosen() {
    assertEquals(
        Map.of("device_id", "1", "cudnn_conv_algo_search", "HEURISTIC", "use_tf32", "0"),
        ExecutionProvider.cuda(1).options());
    assertEquals(
        Map.of(
            "device_id", "0",
            "cudnn_conv_algo_search", "EXHAUSTIVE",
            "use_tf32", "1",
            "gpu_mem_limit", "2147483648"),
        CUDA.memoryLimit(2L << 30).convolutions(Convolutions.FASTEST).options());
  }

  @Test
  void theOrderOfChoicesDoesNotMatter() {
    assertEquals(
        CUDA.convolutions(Convolutions.FASTEST).memoryLimit(1 << 20),
        CUDA.memoryLimit(1 << 20).convolutions(Convolutions.FASTEST));
    assertEquals(
        CUDA, CUDA.convolutions(Convolutions.FASTEST).convolutions(Convolutions.REPRODUCIBLE));
  }

  /** 2 was meant as GiB, and the int 2 << 30 is negative. */
  @ParameterizedTest
  @ValueSource(longs = {Long.MIN_VALUE, 2 << 30, 0, 2, (1 << 20) - 1})
  void aLimitThatIsNoNumberOfBytesIsRefused(long bytes) {
    Refused.with(
        IllegalArgumentException.class,
        () -> CUDA.memoryLimit(bytes),
        "memory limit = " + bytes + " bytes: at least 1048576, 1 MiB; 2 GiB are 2L << 30");
  }

  @Test
  void impossibleSettingsAreRefused() {
    assertThrows(IllegalArgumentException.class, () -> ExecutionProvider.cpu(0));
    assertThrows(IllegalArgumentException.class, () -> ExecutionProvider.cuda(-1));
  }
}
