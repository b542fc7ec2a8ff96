package io.github.diffusion4j.samples.cli;

import io.github.diffusion4j.train.Trainer;
import io.github.diffusion4j.train.onnx.WeightType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code diffusion export}. */
@Command(name = "export", description = "Write the model of a training's last checkpoint as ONNX.")
final class Export implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create(); // picocli puts the real one

  @Parameters(index = "0", paramLabel = "RUN_DIR", description = "The folder of the run.")
  private Path run = Path.of("");

  @Parameters(
      index = "1",
      paramLabel = "OUT.onnx",
      description = "The model; its name without ending is the model's name.")
  private Path out = Path.of("");

  @Option(
      names = "--card",
      paramLabel = "KEY=VALUE",
      description = "An entry of the model's card that is to differ, such as sampler.guidance=3.")
  private Map<String, String> card = Map.of();

  @Option(
      names = "--weights",
      paramLabel = "TYPE",
      description = "float32 (default); float16: half the file; int8: a quarter. All as fast.")
  private WeightType weights = WeightType.FLOAT32;

  @Override
  public Integer call() {
    Place.checkName(run);
    if (!Files.isDirectory(run)) {
      throw new IllegalArgumentException(run + ": no such folder; give that of a training");
    }
    Destination.check(List.of(new Destination("OUT.onnx", out, ".onnx")));
    Trainer.export(run, out, weights, card);
    spec.commandLine().getOut().println(out);
    return 0;
  }
}
