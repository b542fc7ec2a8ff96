package io.github.diffusion4j.samples.gpt;

import io.github.diffusion4j.GenerationRequest;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code diffusion-gpt draw}. */
@Command(name = "draw", description = "Draw a prompt by the model that fits it.")
final class Draw implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create(); // picocli puts the real one

  @Mixin private final ModelOptions models = new ModelOptions();

  @Mixin private final FeedbackOptions feedback = new FeedbackOptions();

  @Mixin private final LanguageModelOptions languageModel = new LanguageModelOptions();

  @Parameters(paramLabel = "PROMPT", description = "What to draw, in words.")
  private String prompt = "";

  @Option(
      names = {"-o", "--png"},
      required = true,
      paramLabel = "FILE",
      description = "The image to write.")
  private Path file = Path.of("");

  @Option(
      names = {"-n", "--count"},
      paramLabel = "M",
      description = "Number of samples. Default: ${DEFAULT-VALUE}.")
  private int count = 1;

  @Option(names = "--seed", paramLabel = "S", description = "Default: ${DEFAULT-VALUE}.")
  private long seed;

  @Option(
      names = "--steps",
      paramLabel = "N",
      description = "Of the sampler. Default: as the model's card recommends.")
  private @Nullable Integer steps;

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    try (DiffusionGpt gpt = languageModel.apply(feedback.apply(models.builder())).build()) {
      Drawing drawing = gpt.draw(prompt, this::settings);
      drawing.samples().writePng(file);
      out.println(drawing);
    }
    out.println(file);
    return 0;
  }

  private GenerationRequest settings(GenerationRequest request) {
    request.count(count).seed(seed);
    if (steps != null) {
      request.steps(steps);
    }
    return request;
  }
}
