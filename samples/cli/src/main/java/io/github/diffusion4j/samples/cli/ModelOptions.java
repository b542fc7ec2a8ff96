package io.github.diffusion4j.samples.cli;

import io.github.diffusion4j.DiffusionPipeline;
import io.github.diffusion4j.model.ModelFile;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Which model, and where it runs. */
final class ModelOptions {
  @Option(
      names = {"-m", "--model"},
      paramLabel = "NAME|DIR|FILE",
      description =
          "An .onnx file, a folder with one, a folder of a model hub (with a model_index.json), or a"
              + " shipped model. Default: ${DEFAULT-VALUE}.")
  private String model = "icons16";

  @Mixin private final RuntimeOptions runtime = new RuntimeOptions();

  /** The graph of a model that is one. */
  ModelFile file() {
    return RuntimeOptions.file(model);
  }

  DiffusionPipeline open() {
    return DiffusionPipeline.of(runtime.open(model));
  }
}
