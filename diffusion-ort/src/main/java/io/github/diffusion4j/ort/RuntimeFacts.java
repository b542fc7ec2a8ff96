package io.github.diffusion4j.ort;

import java.util.Map;

/** What a sample's bits may depend on: ONNX Runtime's version, the provider and its settings. */
final class RuntimeFacts {
  private RuntimeFacts() {}

  /** Of a provider that a session runs on. */
  static Map<String, String> of(ExecutionProvider provider) {
    String runtime = "ONNX Runtime " + Environment.get().getVersion();
    if (provider instanceof ExecutionProvider.Cpu cpu) {
      return Map.of(
          "runtime", runtime, "provider", "CPU", "threads", Integer.toString(cpu.threads()));
    }
    if (provider instanceof ExecutionProvider.Cuda cuda) {
      return Map.of(
          "runtime",
          runtime,
          "provider",
          "CUDA",
          "device",
          Integer.toString(cuda.device()),
          "convolutions",
          cuda.convolutions().toString());
    }
    return Map.of("runtime", runtime, "provider", provider.toString());
  }
}
