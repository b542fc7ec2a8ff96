package io.github.diffusion4j.samples.gpt;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code diffusion-gpt route}. */
@Command(name = "route", description = "Say which model draws a prompt, and why; open none.")
final class Route implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create(); // picocli puts the real one

  @Mixin private final ModelOptions models = new ModelOptions();

  @Mixin private final FeedbackOptions feedback = new FeedbackOptions();

  @Mixin private final LanguageModelOptions languageModel = new LanguageModelOptions();

  @Parameters(paramLabel = "PROMPT", description = "What to draw, in words.")
  private String prompt = "";

  @Override
  public Integer call() {
    try (DiffusionGpt gpt = languageModel.apply(feedback.apply(models.builder())).build()) {
      spec.commandLine().getOut().println(gpt.route(prompt));
    }
    return 0;
  }
}
