package io.github.diffusion4j.ort;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.diffusion4j.DiffusionPipeline;
import io.github.diffusion4j.model.ContextVector;
import io.github.diffusion4j.model.ModelFile;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What the GPU gives is what the CPU gives, but for rounding. To run it: {@code mvn -Pgpu -pl
 * diffusion-ort -am verify} on a machine with a GPU.
 */
class GpuTest {
  private static final ExecutionProvider CPU = ExecutionProvider.cpu();
  private static final ExecutionProvider.Cuda CUDA = ExecutionProvider.cuda(0);

  @BeforeEach
  void needsOne() {
    Gpu.assumeThere();
  }

  static Stream<ModelFile> models() {
    return Stream.of(Foreign.UNET, Foreign.VPRED).map(ModelFile::at);
  }

  @ParameterizedTest
  @MethodSource("models")
  void aGenerationIsThatOfTheCpu(ModelFile file) {
    assertClose(1e-3, generate(file, CPU), generate(file, CUDA));
  }

  @ParameterizedTest
  @MethodSource("models")
  void reproducibleIsToTheByteInEverySession(ModelFile file) {
    assertArrayEquals(generate(file, CUDA), generate(file, CUDA));
  }

  @ParameterizedTest
  @MethodSource("models")
  void theFastestIsCloseToTheCpu(ModelFile file) {
    assertClose(0.05, generate(file, CPU), generate(file, CUDA.convolutions(Convolutions.FASTEST)));
  }

  @ParameterizedTest
  @MethodSource("models")
  void aModelRunsInLimitedMemory(ModelFile file) {
    assertClose(1e-3, generate(file, CPU), generate(file, CUDA.memoryLimit(256L << 20)));
  }

  @ParameterizedTest
  @EnumSource
  void aHalfModelGivesWhatItGivesOnTheCpu(Convolutions convolutions) {
    ModelFile half = HalfTwin.of(Foreign.UNET);
    assertClose(0.01, generate(half, CPU), generate(half, CUDA.convolutions(convolutions)));
  }

  @Test
  void callersInManyThreadsGetTheBitsOfOne() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(6);
    try (OrtDenoiser model = OrtDenoiser.open(ModelFile.at(Foreign.UNET), CUDA)) {
      Rows rows = Rows.of(model.card(), 0, 4);
      float[] expected = rows.evaluate(model);
      List<Future<float[]>> results = new ArrayList<>();
      for (int call = 0; call < 60; call++) {
        results.add(threads.submit(() -> rows.evaluate(model)));
      }
      for (Future<float[]> result : results) {
        assertArrayEquals(expected, result.get());
      }
    } finally {
      threads.shutdown();
    }
  }

  @Test
  void aGpuThatIsNotThereIsRefused() {
    Refused.with(
        IllegalStateException.class,
        () -> OrtDenoiser.open(ModelFile.at(Foreign.UNET), ExecutionProvider.cuda(99)),
        "CUDA device 99");
  }

  private static float[] generate(ModelFile file, ExecutionProvider provider) {
    OrtDenoiser model = OrtDenoiser.open(file, provider);
    assertEquals(provider, model.provider());
    try (DiffusionPipeline pipeline = DiffusionPipeline.of(model)) {
      float[] context = new float[pipeline.card().context().size()];
      Arrays.fill(context, 0.5f);
      return pipeline
          .request()
          .count(4)
          .seed(5)
          .context(ContextVector.of(context))
          .generate()
          .values()
          .data();
    }
  }

  private static void assertClose(double bound, float[] cpu, float[] gpu) {
    assertEquals(0, Foreign.relativeError(gpu, cpu), bound);
  }
}
