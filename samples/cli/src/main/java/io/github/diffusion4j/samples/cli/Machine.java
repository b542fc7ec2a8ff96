package io.github.diffusion4j.samples.cli;

import io.github.diffusion4j.ort.ExecutionProvider;
import io.github.diffusion4j.ort.OrtRuntime;
import org.jspecify.annotations.Nullable;

/**
 * Where a number was measured.
 *
 * @param processors that Java sees
 * @param system and its architecture
 * @param java its version
 * @param onnxRuntime its version
 * @param provider cpu or cuda:N
 * @param threads of the CPU that share an evaluation, or null
 */
record Machine(
    int processors,
    String system,
    String java,
    String onnxRuntime,
    String provider,
    @Nullable Integer threads) {

  static Machine with(ExecutionProvider provider) {
    return new Machine(
        Runtime.getRuntime().availableProcessors(),
        System.getProperty("os.name") + " " + System.getProperty("os.arch"),
        Runtime.version().toString(),
        OrtRuntime.environment().getVersion(),
        provider instanceof ExecutionProvider.Cuda cuda ? "cuda:" + cuda.device() : "cpu",
        provider instanceof ExecutionProvider.Cpu cpu ? cpu.threads() : null);
  }

  @Override
  public String toString() {
    String where = threads == null ? provider : "%s, threads: %d".formatted(provider, threads);
    return "%s; processors: %d, %s, Java %s, ONNX Runtime %s"
        .formatted(where, processors, system, java, onnxRuntime);
  }
}
