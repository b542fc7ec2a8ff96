package io.github.diffusion4j.samples.gpt;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code diffusion-gpt rate}. */
@Command(
    name = "rate",
    description = "Say how well a model draws a prompt; choices for prompts like it follow.")
final class Rate implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create(); // picocli puts the real one

  @Mixin private final ModelOptions models = new ModelOptions();

  @Option(
      names = "--feedback",
      required = true,
      paramLabel = "FILE",
      description = "The database of feedback, made if it is not there.")
  private Path file = Path.of("");

  @Parameters(index = "0", paramLabel = "PROMPT", description = "What was to be drawn.")
  private String prompt = "";

  @Parameters(index = "1", paramLabel = "MODEL", description = "One that 'models' lists.")
  private String model = "";

  @Parameters(index = "2", paramLabel = "STARS", description = "From 1, bad, to 5, good.")
  private int stars;

  @Override
  public Integer call() {
    try (DiffusionGpt gpt = models.builder().feedback(file).build()) {
      gpt.rate(prompt, model, stars);
    }
    spec.commandLine().getOut().println(file);
    return 0;
  }
}
