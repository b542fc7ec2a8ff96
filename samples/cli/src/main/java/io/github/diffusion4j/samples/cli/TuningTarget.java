package io.github.diffusion4j.samples.cli;

import io.github.diffusion4j.DiffusionPipeline;
import io.github.diffusion4j.model.ModelFile;
import io.github.diffusion4j.train.finetune.BaseModel;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** The model that is fine-tuned. */
final class TuningTarget {
  @Option(
      names = {"-m", "--model"},
      paramLabel = "NAME|DIR|FILE",
      description =
          "An .onnx file that a training wrote, the folder of a training, or a shipped model."
              + " Default: ${DEFAULT-VALUE}.")
  private String model = "icons16";

  /** Reads its card and weights. */
  BaseModel read() {
    ModelFile file = isPath() ? ModelFile.at(Path.of(model)) : ModelFile.named(model);
    return BaseModel.open(file);
  }

  /** Opens it where it is evaluated fastest. */
  DiffusionPipeline open() {
    return isPath() ? DiffusionPipeline.load(Path.of(model)) : DiffusionPipeline.load(model);
  }

  /** A path that exists wins over a name of the class path. */
  private boolean isPath() {
    if (model.isBlank()) {
      throw new IllegalArgumentException(
          "--model '': give an .onnx file, a folder, or a shipped model such as icons16");
    }
    Path path = Path.of(model);
    return Files.exists(path)
        || path.getNameCount() > 1
        || path.isAbsolute()
        || model.endsWith(".onnx");
  }
}
