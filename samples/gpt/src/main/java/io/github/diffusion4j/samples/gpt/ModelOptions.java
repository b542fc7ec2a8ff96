package io.github.diffusion4j.samples.gpt;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** The models to choose from. */
final class ModelOptions {
  @Option(
      names = {"-m", "--models"},
      paramLabel = "DIR",
      description = {
        "A folder of models to choose from, beside the shipped ones; may be given several times."
      })
  private List<Path> folders = List.of();

  DiffusionGpt.Builder builder() {
    return DiffusionGpt.builder(experts());
  }

  List<Expert> experts() {
    List<Expert> experts = new ArrayList<>(Experts.shipped());
    folders.forEach(folder -> experts.addAll(Experts.in(folder)));
    return experts;
  }
}
