package io.github.diffusion4j.samples.cli;

import io.github.diffusion4j.GenerationRequest;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Option;

/** Adapters of a network. */
final class AdapterOptions {
  @Option(
      names = "--lora",
      paramLabel = "FILE[=STRENGTH]",
      description = {
        "An adapter (.onnx_adapter or .safetensors) for a network exported with inputs for its"
            + " factors, and how much of it counts, such as style.onnx_adapter=0.8; without a"
            + " number 1.",
        "Several add up."
      })
  private List<String> adapters = List.of();

  void apply(GenerationRequest request) {
    for (String adapter : adapters) {
      int equals = adapter.lastIndexOf('=');
      if (equals < 0) {
        request.adapter(Path.of(adapter), 1);
      } else {
        request.adapter(
            Path.of(adapter.substring(0, equals)),
            strength(adapter, adapter.substring(equals + 1)));
      }
    }
  }

  private static double strength(String adapter, String number) {
    try {
      return Double.parseDouble(number);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "--lora %s: '%s' is no number; write FILE=STRENGTH, such as style.onnx_adapter=0.8"
              .formatted(adapter, number),
          e);
    }
  }
}
