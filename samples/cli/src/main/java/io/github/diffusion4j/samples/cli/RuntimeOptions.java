package io.github.diffusion4j.samples.cli;

import io.github.diffusion4j.model.Model;
import io.github.diffusion4j.model.ModelFile;
import io.github.diffusion4j.model.ModelRuntime;
import io.github.diffusion4j.model.ModelSource;
import io.github.diffusion4j.model.RuntimeSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where and how a model runs. */
final class RuntimeOptions {
  private static final Pattern CUDA = Pattern.compile("cuda(?::(\\d{1,4}))?(-or-cpu)?");

  @Option(
      names = "--device",
      paramLabel = "cpu|cuda[:N][-or-cpu]",
      description = {
        "Where the model runs: the processor, the NVIDIA GPU of number N, or that GPU and the"
            + " processor where it cannot be used.",
        "Default: ${DEFAULT-VALUE}."
      })
  private String device = "cpu";

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "Threads of the CPU that share an evaluation. Default: one per core.")
  private @Nullable Integer threads;

  @Option(
      names = "--one-part-at-a-time",
      description =
          "Close text encoder, network and decoder of a folder as soon as another of them is used:"
              + " memory for the largest alone, and loading again for each generation.")
  private boolean onePartAtATime;

  /** Opens a model: a path that exists wins over a name of the class path. */
  Model open(String model) {
    RuntimeSettings settings = settings();
    ModelSource source = find(model);
    return FileInputs.of(() -> ModelRuntime.find().open(source, settings));
  }

  private static ModelSource find(String model) {
    return isPath(model) ? ModelSource.at(Path.of(model)) : ModelSource.named(model);
  }

  /** The graph of a model that is one. */
  static ModelFile file(String model) {
    return isPath(model) ? ModelFile.at(Path.of(model)) : ModelFile.named(model);
  }

  private static boolean isPath(String model) {
    if (model.isBlank()) {
      throw new IllegalArgumentException(
          "model '': give an .onnx file, a folder, or a shipped model such as icons16");
    }
    Path path = Path.of(model);
    return Files.exists(path)
        || path.getNameCount() > 1
        || path.isAbsolute()
        || model.endsWith(".onnx");
  }

  private RuntimeSettings settings() {
    return device().keepLoaded(!onePartAtATime);
  }

  private RuntimeSettings device() {
    if (device.equals("cpu")) {
      return threads == null ? RuntimeSettings.cpu() : RuntimeSettings.cpu(threads);
    }
    Matcher cuda = CUDA.matcher(device);
    if (!cuda.matches()) {
      throw new IllegalArgumentException(
          "--device "
              + device
              + ": there are cpu, cuda, cuda:N for GPU N, and cuda-or-cpu or cuda:N-or-cpu");
    }
    if (threads != null) {
      throw new IllegalArgumentException(
          "--threads " + threads + " with --device " + device + ": threads are for cpu");
    }
    RuntimeSettings gpu =
        RuntimeSettings.cuda(cuda.group(1) == null ? 0 : Integer.parseInt(cuda.group(1)));
    return cuda.group(2) == null ? gpu : gpu.orElseCpu();
  }
}
