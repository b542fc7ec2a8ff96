package io.github.diffusion4j.samples.cli;

import io.github.diffusion4j.model.ModelFile;
import io.github.diffusion4j.ort.ExecutionProvider;
import io.github.diffusion4j.ort.OrtDenoiser;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where a model runs. */
final class RuntimeOptions {
  private static final Pattern CUDA = Pattern.compile("cuda(?::(\\d{1,4}))?");

  @Option(
      names = "--provider",
      paramLabel = "cpu|cuda[:N]",
      description = "Where the network runs. Default: ${DEFAULT-VALUE}.")
  private String provider = "cpu";

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "Threads of the CPU that share an evaluation. Default: one a core.")
  private @Nullable Integer threads;

  /** Opens a model: a path that exists wins over a name of the class path. */
  OrtDenoiser open(String model) {
    ExecutionProvider where = provider();
    ModelFile file = find(model);
    return FileInputs.of(() -> OrtDenoiser.open(file, where));
  }

  private static ModelFile find(String model) {
    if (model.isBlank()) {
      throw new IllegalArgumentException(
          "model '': give an .onnx file, a folder with one, or a shipped model such as icons16");
    }
    Path path = Path.of(model);
    boolean isPath =
        Files.exists(path)
            || path.getNameCount() > 1
            || path.isAbsolute()
            || model.endsWith(".onnx");
    return isPath ? ModelFile.at(path) : ModelFile.named(model);
  }

  private ExecutionProvider provider() {
    if (provider.equals("cpu")) {
      return threads == null ? ExecutionProvider.cpu() : ExecutionProvider.cpu(threads);
    }
    Matcher cuda = CUDA.matcher(provider);
    if (!cuda.matches()) {
      throw new IllegalArgumentException(
          "--provider " + provider + ": there are cpu, cuda and cuda:N for device N");
    }
    if (threads != null) {
      throw new IllegalArgumentException(
          "--threads " + threads + " with --provider " + provider + ": threads are for cpu");
    }
    return ExecutionProvider.cuda(cuda.group(1) == null ? 0 : Integer.parseInt(cuda.group(1)));
  }
}
