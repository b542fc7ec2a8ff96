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

  @Mixin private final SystemOptions system = new SystemOptions();

  @Parameters(paramLabel = "PROMPT", description = "What to draw, in words.")
  private String prompt = "";

  @Override
  public Integer call() {
    try (DiffusionGpt gpt = system.open(system.experts())) {
      spec.commandLine().getOut().println(gpt.route(prompt));
    }
    return 0;
  }
}
